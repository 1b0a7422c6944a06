/** The index page for people. */
@NullMarked
package dev.millrace.trigger.page;

import org.jspecify.annotations.NullMarked;
