package dev.millrace.mailer.mail;

import java.util.Map;

/** The colours and the font that a shop has that sets none. */
final class Themes {

    static final Map<String, Object> SHIPPED = Map.ofEntries(
            Map.entry("brand", "#0f766e"),
            Map.entry("on_brand", "#ffffff"),
            Map.entry("ink", "#1f2933"),
            Map.entry("muted", "#5a6672"),
            Map.entry("paper", "#ffffff"),
            Map.entry("background", "#f2f4f3"),
            Map.entry("dark_ink", "#e6ebea"),
            Map.entry("dark_muted", "#a3b0ae"),
            Map.entry("dark_paper", "#1b2322"),
            Map.entry("dark_background", "#111716"),
            Map.entry("font", "Helvetica, Arial, sans-serif"));

    private Themes() {}
}
