package dev.millrace.backing;

import java.util.Locale;

/** Where backing services run: as processes of this machine, or in containers of a container engine. */
public enum Mode {
    EMBEDDED,
    CONTAINERS;

    /** The mode that the system property {@code backing} names; embedded when it names none. */
    public static Mode configured() {
        String named = System.getProperty("backing", "embedded");
        return switch (named) {
            case "embedded" -> EMBEDDED;
            case "containers" -> CONTAINERS;
            default ->
                throw new IllegalArgumentException(
                        "-Dbacking=" + named + " is unknown; use -Dbacking=embedded or -Dbacking=containers");
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
