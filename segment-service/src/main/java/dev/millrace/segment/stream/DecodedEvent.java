package dev.millrace.segment.stream;

import dev.millrace.segment.customer.CustomerEvent;

/** An event with the bytes it came as, which go to the dead letters if it can't be used. */
public record DecodedEvent(CustomerEvent event, byte[] bytes) {}
