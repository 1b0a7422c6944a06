package dev.millrace.trigger.policy.law;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.trigger.campaign.DocumentPart;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads laws: {@code {version, laws: [{id, name, extends, places, rules: [{rule, source, …}]}]}}. A law that extends another
 * has its rules, but for those of the kinds it has itself. Whatever is wrong is thrown, all of it.
 */
final class LawReader {

    private final Map<String, Law> byId = new HashMap<>();
    private final Map<String, Law> byPlace = new TreeMap<>();

    Map<String, Law> laws() {
        return byPlace;
    }

    void read(String file, JsonNode document) {
        DocumentPart whole = DocumentPart.whole(document);
        whole.allowOnly("version", "laws");
        String version = whole.child("version").text("the day on which the data was last looked over");
        whole.child("laws").items().forEach(part -> law(part, version == null ? "" : version));
        if (!whole.problems().isEmpty()) {
            throw new IllegalStateException(whole.problems().stream()
                    .map(problem -> file + ": " + problem.path() + " " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
    }

    private void law(DocumentPart part, String version) {
        part.allowOnly("id", "name", "extends", "places", "rules");
        String id = part.child("id").text("an id such as de");
        String name = part.child("name").text("a name for people");
        DocumentPart parent = part.optional("extends");
        String parentId = parent == null ? null : parent.text("the id of a law that stands before this one");
        Law extended = parentId == null ? null : byId.get(parentId);
        if (parentId != null && extended == null) {
            part.problem("extends \"" + parentId + "\", which does not stand before it");
        }
        List<LawRule> rules = new ArrayList<>();
        part.child("rules").items().forEach(item -> {
            LawRule rule = rule(item);
            if (rule != null) {
                rules.add(rule);
            }
        });
        if (extended != null) {
            List<LawRule> own = List.copyOf(rules);
            extended.rules().stream()
                    .filter(inherited -> own.stream().noneMatch(it -> it.getClass() == inherited.getClass()))
                    .forEach(rules::add);
        }
        if (id == null || name == null) {
            return;
        }
        Law law = new Law(id, version, name, rules);
        if (byId.put(id, law) != null) {
            part.problem("has the id \"" + id + "\" of another law");
        }
        part.child("places").items().forEach(place -> {
            String code = place.text("a country such as DE or a region such as US-CA");
            if (code != null && byPlace.put(code, law) != null) {
                place.problem("has another law already");
            }
        });
    }

    private static @Nullable LawRule rule(DocumentPart part) {
        String sourceText = part.child("source").text("where the rule stands written");
        String kind = part.child("rule").text("the kind of the rule");
        if (sourceText == null || kind == null) {
            return null;
        }
        Citation source = new Citation(sourceText);
        return switch (kind) {
            case "marketing-mail" -> new LawRule.MarketingMail(needs(part), source);
            case "sharing" -> new LawRule.Sharing(needs(part), source);
            case "soft-opt-in" -> new LawRule.SoftOptIn(part.has("within") ? period(part) : null, source);
            case "implied-consent" -> new LawRule.ImpliedConsent(dealing(part), period(part), source);
            case "double-opt-in" -> new LawRule.DoubleOptIn(source);
            case "postal-address" -> new LawRule.PostalAddress(source);
            case "objection" -> new LawRule.Objection(businessDays(part), source);
            default -> {
                part.child("rule")
                        .problem("found \"" + kind + "\"; expected marketing-mail, soft-opt-in,"
                                + " implied-consent, double-opt-in, postal-address, objection or sharing");
                yield null;
            }
        };
    }

    private static LawRule.Needs needs(DocumentPart part) {
        return word(part.child("needs"), LawRule.Needs.values(), LawRule.Needs.OPT_IN);
    }

    private static LawRule.Dealing dealing(DocumentPart part) {
        return word(part.child("dealing"), LawRule.Dealing.values(), LawRule.Dealing.PURCHASE);
    }

    private static <E extends Enum<E>> E word(DocumentPart part, E[] words, E otherwise) {
        List<String> expected = new ArrayList<>();
        String found = part.text("a word");
        for (E word : words) {
            String text = word.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (text.equals(found)) {
                return word;
            }
            expected.add(text);
        }
        part.problem(part.found() + "; expected one of " + expected);
        return otherwise;
    }

    private static Period period(DocumentPart part) {
        DocumentPart within = part.child("within");
        String text = within.text("a period such as P2Y or P6M");
        try {
            return Period.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            within.problem(within.found() + "; expected a period such as P2Y or P6M");
            return Period.ZERO;
        }
    }

    private static @Nullable Integer businessDays(DocumentPart part) {
        DocumentPart days = part.optional("businessDays");
        String text = days == null ? null : days.scalar("a number of days");
        return text == null || !text.matches("[0-9]{1,3}") ? null : Integer.valueOf(text);
    }
}
