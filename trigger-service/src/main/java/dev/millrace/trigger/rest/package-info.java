/** The admin API. */
@NullMarked
package dev.millrace.trigger.rest;

import org.jspecify.annotations.NullMarked;
