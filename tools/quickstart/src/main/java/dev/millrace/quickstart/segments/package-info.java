/** Keeps the segments of an installation as the files of a folder say. */
@NullMarked
package dev.millrace.quickstart.segments;

import org.jspecify.annotations.NullMarked;
