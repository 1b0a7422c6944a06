/** The tracking API. */
@NullMarked
package dev.millrace.ingest.rest;

import org.jspecify.annotations.NullMarked;
