/** The admin API over customers, segments and expressions. */
@NullMarked
package dev.millrace.segment.rest;

import org.jspecify.annotations.NullMarked;
