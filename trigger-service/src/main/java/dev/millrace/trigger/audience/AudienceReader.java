package dev.millrace.trigger.audience;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.audience.Audience.Identifier;
import dev.millrace.trigger.campaign.DocumentPart;
import dev.millrace.trigger.campaign.DocumentText;
import dev.millrace.trigger.campaign.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the text of a document into an audience, or into everything that is wrong with it. */
public final class AudienceReader {

    /** What came of it. */
    public sealed interface Reading {

        /** @param document as it will be kept */
        record Accepted(Audience audience, ObjectNode document) implements Reading {}

        record Refused(List<Problem> problems) implements Reading {

            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    private AudienceReader() {}

    public static Reading read(String id, String text) {
        DocumentText read = DocumentText.parse(text);
        if (read instanceof DocumentText.Unreadable unreadable) {
            return new Reading.Refused(List.of(unreadable.problem()));
        }
        if (!(((DocumentText.Parsed) read).document() instanceof ObjectNode document)) {
            return new Reading.Refused(
                    List.of(Problem.at("", "an audience is a group of fields with name and segment")));
        }
        DocumentPart part = DocumentPart.whole(document);
        Audience audience = audience(id, part);
        return audience == null || !part.problems().isEmpty()
                ? new Reading.Refused(part.problems())
                : new Reading.Accepted(audience, document);
    }

    private static @Nullable Audience audience(String id, DocumentPart part) {
        part.allowOnly("id", "name", "segment", "purpose", "identifiers", "phoneFormat", "push");
        DocumentPart named = part.optional("id");
        if (named != null && !id.equals(named.text("the id in the address"))) {
            named.problem(named.found() + "; expected \"" + id + "\" as in the address");
        }
        String name = part.child("name").text("a name for people");
        String segment = id(part.child("segment"), "the id of a segment");
        DocumentPart purposePart = part.optional("purpose");
        String purpose = purposePart == null
                ? Audience.DEFAULT_PURPOSE
                : purposePart.text("a purpose for which customers gave consent, such as ads");
        Set<Identifier> identifiers = identifiers(part.optional("identifiers"));
        boolean plus = plus(part.optional("phoneFormat"));
        DocumentPart pushPart = part.optional("push");
        String push = pushPart == null ? null : id(pushPart, "the id of a webhook target");
        return name == null || segment == null || purpose == null
                ? null
                : new Audience(id, name, segment, purpose, identifiers, plus, push);
    }

    private static @Nullable String id(DocumentPart part, String expected) {
        String text = part.text(expected);
        try {
            return text == null ? null : SegmentDefinition.requireId(text);
        } catch (IllegalArgumentException e) {
            part.problem(part.found() + "; " + e.getMessage());
            return null;
        }
    }

    private static Set<Identifier> identifiers(@Nullable DocumentPart part) {
        Set<Identifier> found = EnumSet.noneOf(Identifier.class);
        if (part == null) {
            return EnumSet.allOf(Identifier.class);
        }
        if (!part.isList() || part.items().isEmpty()) {
            part.problem(part.found() + "; expected a list of email and phone");
        }
        for (DocumentPart item : part.items()) {
            String text = item.text("email or phone");
            boolean known = false;
            for (Identifier identifier : Identifier.values()) {
                if (identifier.name().toLowerCase(Locale.ROOT).equals(text)) {
                    known = found.add(identifier);
                }
            }
            if (!known && text != null) {
                item.problem(item.found() + "; expected email or phone, each once");
            }
        }
        return found;
    }

    private static boolean plus(@Nullable DocumentPart part) {
        String text = part == null ? "digits" : part.text("digits or plus");
        if (part != null && text != null && !List.of("digits", "plus").contains(text)) {
            part.problem(part.found() + "; expected digits or plus");
        }
        return "plus".equals(text);
    }
}
