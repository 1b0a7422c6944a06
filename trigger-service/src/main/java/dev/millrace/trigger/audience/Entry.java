package dev.millrace.trigger.audience;

import org.jspecify.annotations.Nullable;

/** A line of a list: hashes, of which at least one is there. */
public record Entry(@Nullable String email, @Nullable String phone) {

    public Entry {
        if (email == null && phone == null) {
            throw new IllegalArgumentException("an entry has something to be recognised by");
        }
    }
}
