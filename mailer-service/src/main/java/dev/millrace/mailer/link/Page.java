package dev.millrace.mailer.link;

import java.util.Locale;

/** The pages to which links in a mail lead. A token for one is good for no other. */
public enum Page {
    UNSUBSCRIBE("u"),
    PREFERENCES("p"),
    VIEW("v"),
    CONFIRM("c"),
    SURVEY("s"),
    ERASURE("e");

    private final String path;

    Page(String path) {
        this.path = path;
    }

    String path() {
        return "/" + path + "/";
    }

    String purpose() {
        return name().toLowerCase(Locale.ROOT);
    }
}
