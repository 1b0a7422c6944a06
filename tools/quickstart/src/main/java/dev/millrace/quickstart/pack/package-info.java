/** Installs the ready-made segments, campaigns and templates through the admin APIs. */
@NullMarked
package dev.millrace.quickstart.pack;

import org.jspecify.annotations.NullMarked;
