package dev.millrace.trigger.policy.settings;

import dev.millrace.trigger.campaign.DocumentPart;
import dev.millrace.trigger.campaign.DurationText;
import dev.millrace.trigger.policy.consent.Basis;
import dev.millrace.trigger.policy.settings.DoubleOptIn.Where;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a policies document says of consent. */
final class ConsentParts {

    private static final Map<String, Basis> BASES = bases();
    private static final Map<String, Where> PLACES =
            Map.of("law", Where.LAW, "everywhere", Where.EVERYWHERE, "nowhere", Where.NOWHERE);
    private static final String WHERE = "law, everywhere, nowhere or a list of countries";
    private static final Pattern EVENT = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)*");

    private ConsentParts() {}

    static ConsentTerms terms(@Nullable DocumentPart part) {
        if (part == null) {
            return ConsentTerms.EXPRESS_ONLY;
        }
        part.allowOnly("bases", "proof", "expiresAfter", "inquiries");
        Set<Basis> bases = EnumSet.of(Basis.EXPRESS);
        for (DocumentPart item : list(part.optional("bases"), "a list of " + BASES.keySet())) {
            String text = item.text("one of " + BASES.keySet());
            if (text != null && !BASES.containsKey(text)) {
                item.problem(item.found() + "; expected one of " + BASES.keySet());
            } else if (text != null) {
                bases.add(BASES.get(text));
            }
        }
        DocumentPart expires = part.optional("expiresAfter");
        return new ConsentTerms(
                bases,
                "required".equals(word(part.optional("proof"), "optional", Set.of("required", "optional"))),
                expires == null ? null : duration(expires),
                inquiries(part.optional("inquiries")));
    }

    static DoubleOptIn doubleOptIn(@Nullable DocumentPart part) {
        if (part == null) {
            return DoubleOptIn.BY_LAW;
        }
        part.allowOnly("where", "unrecorded");
        boolean accepts = "accept".equals(word(part.optional("unrecorded"), "hold", Set.of("hold", "accept")));
        DocumentPart where = part.optional("where");
        if (where != null && where.isList()) {
            Set<String> countries = new TreeSet<>();
            where.items().forEach(item -> {
                String country = PlaceParts.country(item);
                if (country != null) {
                    countries.add(country);
                }
            });
            return new DoubleOptIn(Where.COUNTRIES, countries, accepts);
        }
        String text = where == null ? "law" : where.text(WHERE);
        if (where != null && text != null && !PLACES.containsKey(text)) {
            where.problem(where.found() + "; expected " + WHERE);
        }
        return new DoubleOptIn(PLACES.getOrDefault(text == null ? "law" : text, Where.LAW), Set.of(), accepts);
    }

    static @Nullable Duration duration(DocumentPart part) {
        String expected = "a duration such as 30m, 24h or 30d";
        String text = part.text(expected);
        Duration duration = text == null ? null : DurationText.parse(text).orElse(null);
        if (text != null && duration == null) {
            part.problem(part.found() + "; expected " + expected);
        }
        return duration;
    }

    static List<DocumentPart> list(@Nullable DocumentPart part, String expected) {
        if (part == null) {
            return List.of();
        }
        if (!part.isList()) {
            part.problem(part.found() + "; expected " + expected);
            return List.of();
        }
        return part.items();
    }

    private static Set<String> inquiries(@Nullable DocumentPart part) {
        Set<String> names = new TreeSet<>();
        for (DocumentPart item : list(part, "a list of events such as quote_requested")) {
            String text = item.text("an event such as quote_requested");
            if (text != null && !EVENT.matcher(text).matches()) {
                item.problem(item.found() + "; expected an event in snake case such as quote_requested");
            } else if (text != null) {
                names.add(text);
            }
        }
        return names;
    }

    private static @Nullable String word(@Nullable DocumentPart part, String absent, Set<String> words) {
        if (part == null) {
            return absent;
        }
        String expected = "one of " + new TreeSet<>(words);
        String text = part.text(expected);
        if (text != null && !words.contains(text)) {
            part.problem(part.found() + "; expected " + expected);
        }
        return text;
    }

    private static Map<String, Basis> bases() {
        Map<String, Basis> bases = new TreeMap<>();
        for (Basis basis : List.of(Basis.EXPRESS, Basis.SOFT_OPT_IN, Basis.IMPLIED, Basis.OPT_OUT)) {
            bases.put(basis.text(), basis);
        }
        return bases;
    }
}
