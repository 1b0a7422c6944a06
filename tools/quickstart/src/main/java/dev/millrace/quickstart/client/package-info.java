/** Talks to the services over HTTP. */
@NullMarked
package dev.millrace.quickstart.client;

import org.jspecify.annotations.NullMarked;
