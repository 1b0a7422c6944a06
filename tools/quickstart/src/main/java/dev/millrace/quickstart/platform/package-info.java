/** Millrace on this machine: its backing services and its four services as processes. */
@NullMarked
package dev.millrace.quickstart.platform;

import org.jspecify.annotations.NullMarked;
