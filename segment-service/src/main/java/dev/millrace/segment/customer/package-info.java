/** What is known of one customer, and how an event changes it. Pure. */
@NullMarked
package dev.millrace.segment.customer;

import org.jspecify.annotations.NullMarked;
