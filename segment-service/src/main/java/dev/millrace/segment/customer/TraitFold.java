package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.ShopEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How an event changes traits and tags: the newest statement wins, and a browser can't overrule a server. */
public final class TraitFold {

    private static final int MAX_NAME_LENGTH = CustomerState.MAX_NAME_LENGTH;
    static final String EMAIL = "email";
    /** What stands under this name is said by this platform's own services only. */
    public static final String OURS = "millrace";

    private static final String TAG_ADDED = "Tag Added";
    private static final String TAG_REMOVED = "Tag Removed";
    private static final int MAX_DEPTH = 4;
    private static final int SHORT = 100;
    private static final Trait.Value REMOVED = new Trait.Value.Removed();

    private TraitFold() {}

    static void apply(Draft draft, ShopEvent event, Instant at, boolean mayChangeContact) {
        ObjectNode traits = event.traits();
        tag(draft, event, at);
        for (Map.Entry<String, JsonNode> trait : traits.properties()) {
            if (trait.getKey().equals("consent")) {
                if (mayChangeContact) {
                    ConsentFold.update(draft, trait.getValue(), event, at);
                }
            } else if (isOurs(trait.getKey()) && event.trust() != ShopEvent.Trust.INTERNAL) {
                draft.lose();
            } else if (mayChangeContact || !trait.getKey().equals(EMAIL)) {
                put(draft, SafeText.bounded(trait.getKey(), MAX_NAME_LENGTH + 1), trait.getValue(), at, 1);
            }
        }
        if (traits.hasNonNull(EMAIL) && event.trust() == ShopEvent.Trust.SERVER) {
            draft.confirmed = true;
        }
        if (event.name().equals(ShopEvent.CONSENT_UPDATED) && mayChangeContact) {
            ConsentFold.update(draft, event, at);
        }
    }

    private static boolean isOurs(String trait) {
        return trait.equals(OURS) || trait.startsWith(OURS + ".");
    }

    private static void tag(Draft draft, ShopEvent event, Instant at) {
        boolean added = event.name().equals(TAG_ADDED);
        String tag = added || event.name().equals(TAG_REMOVED) ? Fold.text(event.properties(), "tag") : null;
        if (tag == null || tag.isBlank() || event.trust() == ShopEvent.Trust.BROWSER) {
            return;
        }
        Trait said = new Trait(new Trait.Value.Flag(added), at);
        Trait known = draft.tags.get().get(tag);
        if (known != null || draft.tags.get().size() < CustomerState.MAX_TAGS && tag.length() <= MAX_NAME_LENGTH) {
            draft.tags = Part.of(draft.tags.get().with(tag, known == null ? said : said.or(known)));
        } else {
            draft.lose();
        }
    }

    private static void put(Draft draft, String name, JsonNode value, Instant at, int depth) {
        if (value.isObject() && depth < MAX_DEPTH) {
            value.fieldNames()
                    .forEachRemaining(field -> put(
                            draft,
                            name + "." + SafeText.bounded(field, MAX_NAME_LENGTH + 1),
                            value.path(field),
                            at,
                            depth + 1));
            return;
        }
        if (name.length() > MAX_NAME_LENGTH) {
            draft.lose();
            return;
        }
        Trait said = new Trait(scalar(value), at);
        Trait known = draft.traits.get().get(name);
        if (known != null) {
            draft.traits = Part.of(draft.traits.get().with(name, said.or(known)));
        } else if (draft.traits.get().size() < CustomerState.MAX_TRAITS && fits(draft, said)) {
            draft.traits = Part.of(draft.traits.get().with(name, said));
        } else {
            draft.lose();
        }
    }

    /** Long texts are taken as long as all together stay below a bound. */
    private static boolean fits(Draft draft, Trait said) {
        int length = said.value().toString().length();
        return length <= SHORT
                || length
                                + draft.traits.get().values().stream()
                                        .mapToInt(trait ->
                                                trait.value().toString().length())
                                        .sum()
                        <= CustomerState.MAX_TRAIT_TEXT;
    }

    private static Trait.Value scalar(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = Fold.decimal(value);
            return number == null ? REMOVED : new Trait.Value.Number(number);
        }
        if (value.isBoolean()) {
            return new Trait.Value.Flag(value.booleanValue());
        }
        if (value.isArray()) {
            return texts(value);
        }
        String text = value.isTextual() ? value.textValue() : "";
        return text.isEmpty() ? REMOVED : new Trait.Value.Text(SafeText.bounded(text, CustomerState.MAX_TEXT_LENGTH));
    }

    private static Trait.Value texts(JsonNode list) {
        List<String> texts = SafeText.elements(list);
        return texts.isEmpty() ? REMOVED : new Trait.Value.Texts(texts);
    }
}
