package dev.millrace.trigger.policy.law;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.trigger.campaign.DocumentText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the laws and zones that come with the release. A fault in them stops the start. */
final class ShippedLaws {

    private static final String FOLDER = "/jurisdictions/";
    private static final List<String> FILES =
            List.of("elsewhere.yaml", "europe.yaml", "north-america.yaml", "asia-pacific.yaml");

    private ShippedLaws() {}

    static Laws read() {
        LawReader reader = new LawReader();
        FILES.forEach(file -> reader.read(file, parse(file)));
        return new Laws(reader.laws(), ZoneReader.read(parse("zones.yaml")));
    }

    private static JsonNode parse(String file) {
        DocumentText text = DocumentText.parse(text(FOLDER + file));
        if (text instanceof DocumentText.Parsed parsed) {
            return parsed.document();
        }
        throw new IllegalStateException(file + " " + ((DocumentText.Unreadable) text).problem());
    }

    private static String text(String resource) {
        try (InputStream in = ShippedLaws.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the release lacks its resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
