package dev.millrace.benchmarks.segment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record's JSON with gaps for what differs from event to event, so that making events costs the machine next to nothing
 * while something else is measured.
 */
final class Template {

    static final String ID = "@id";
    static final String CUSTOMER = "@customer";
    static final Instant AT = Instant.parse("2001-02-03T04:05:06Z");

    private static final Pattern GAP = Pattern.compile(ID + "|" + CUSTOMER + "|" + AT);

    private final List<String> pieces = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();

    Template(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        Matcher matcher = GAP.matcher(text);
        int from = 0;
        while (matcher.find()) {
            pieces.add(text.substring(from, matcher.start()));
            gaps.add(matcher.group());
            from = matcher.end();
        }
        pieces.add(text.substring(from));
    }

    byte[] fill(String id, String customer, Instant at) {
        StringBuilder filled = new StringBuilder(1024);
        for (int i = 0; i < gaps.size(); i++) {
            String gap = gaps.get(i);
            filled.append(pieces.get(i));
            switch (gap) {
                case ID -> filled.append(id);
                case CUSTOMER -> filled.append(customer);
                default -> filled.append(at);
            }
        }
        return filled.append(pieces.get(gaps.size())).toString().getBytes(StandardCharsets.UTF_8);
    }
}
