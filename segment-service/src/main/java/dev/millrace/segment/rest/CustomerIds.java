package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import org.jspecify.annotations.Nullable;

/** Reads customer ids of a request. */
final class CustomerIds {

    private CustomerIds() {}

    static CustomerId require(@Nullable String text) {
        if (text == null) {
            throw Refused.badRequest("an id is missing");
        }
        try {
            return CustomerId.of(text);
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest(text + " is no customer id: " + e.getMessage());
        }
    }
}
