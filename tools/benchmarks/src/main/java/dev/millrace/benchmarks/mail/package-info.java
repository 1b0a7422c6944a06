/** What a mail costs. */
@NullMarked
package dev.millrace.benchmarks.mail;

import org.jspecify.annotations.NullMarked;
