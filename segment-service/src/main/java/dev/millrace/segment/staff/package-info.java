/** Turns what staff say of a customer into events like any other. */
@NullMarked
package dev.millrace.segment.staff;

import org.jspecify.annotations.NullMarked;
