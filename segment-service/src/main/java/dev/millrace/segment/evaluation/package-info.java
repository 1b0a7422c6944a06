/** Whether rules hold for a customer at an instant, and until when: rules compiled once, evaluated often. Pure. */
@NullMarked
package dev.millrace.segment.evaluation;

import org.jspecify.annotations.NullMarked;
