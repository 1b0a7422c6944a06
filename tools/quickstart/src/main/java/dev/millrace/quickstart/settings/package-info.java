/** The shop's settings as a file. */
@NullMarked
package dev.millrace.quickstart.settings;

import org.jspecify.annotations.NullMarked;
