package dev.millrace.mailer.template;

import java.util.Map;
import java.util.Set;

/** Which MJML element may stand in which, and which hold HTML instead of further elements. */
final class MjmlRules {

    private static final Set<String> CONTENT = Set.of(
            "mj-accordion",
            "mj-button",
            "mj-carousel",
            "mj-divider",
            "mj-image",
            "mj-navbar",
            "mj-raw",
            "mj-social",
            "mj-spacer",
            "mj-table",
            "mj-text");

    /** {@code mj-include} is missing on purpose: it reads files. */
    private static final Map<String, Set<String>> CHILDREN = Map.ofEntries(
            Map.entry("mjml", Set.of("mj-head", "mj-body")),
            Map.entry(
                    "mj-head",
                    Set.of(
                            "mj-title",
                            "mj-preview",
                            "mj-attributes",
                            "mj-breakpoint",
                            "mj-font",
                            "mj-style",
                            "mj-raw")),
            Map.entry("mj-body", Set.of("mj-raw", "mj-section", "mj-wrapper", "mj-hero")),
            Map.entry("mj-wrapper", Set.of("mj-raw", "mj-section", "mj-hero")),
            Map.entry("mj-section", Set.of("mj-column", "mj-group", "mj-raw")),
            Map.entry("mj-group", Set.of("mj-column", "mj-raw")),
            Map.entry("mj-column", CONTENT),
            Map.entry("mj-hero", CONTENT),
            Map.entry("mj-accordion", Set.of("mj-accordion-element", "mj-raw")),
            Map.entry("mj-accordion-element", Set.of("mj-accordion-title", "mj-accordion-text", "mj-raw")),
            Map.entry("mj-carousel", Set.of("mj-carousel-image")),
            Map.entry("mj-social", Set.of("mj-social-element", "mj-raw")),
            Map.entry("mj-navbar", Set.of("mj-navbar-link", "mj-raw")));

    private static final Set<String> HOLDS_HTML = Set.of(
            "mj-title",
            "mj-preview",
            "mj-style",
            "mj-raw",
            "mj-text",
            "mj-button",
            "mj-table",
            "mj-accordion-title",
            "mj-accordion-text",
            "mj-social-element",
            "mj-navbar-link");

    private MjmlRules() {}

    static boolean holdsHtml(String element) {
        return HOLDS_HTML.contains(element);
    }

    /** Whether the element may stand there; {@code mj-attributes} takes any, as it only names them. */
    static boolean allows(String parent, String element) {
        return parent.equals("mj-attributes")
                ? element.startsWith("mj-") && !element.equals("mj-include")
                : CHILDREN.getOrDefault(parent, Set.of()).contains(element);
    }

    static Set<String> childrenOf(String parent) {
        return CHILDREN.getOrDefault(parent, Set.of());
    }
}
