/** The two services that are asked over HTTP: segment-service and mailer-service. */
@NullMarked
package dev.millrace.trigger.segment;

import org.jspecify.annotations.NullMarked;
