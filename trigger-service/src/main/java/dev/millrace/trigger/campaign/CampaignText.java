package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/** Reads the text of a campaign document, YAML or JSON, of which JSON is a part. A key that stands twice is a fault. */
public final class CampaignText {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CampaignText() {}

    /** @param id the id the document must carry; a document without id gets it */
    public static Reading read(String id, String text) {
        ObjectMapper mapper = text.stripLeading().startsWith("{") ? JSON : YAML;
        try {
            return CampaignReader.read(id, mapper.readTree(text));
        } catch (JsonProcessingException e) {
            return new Reading.Refused(List.of(unreadable(e)));
        }
    }

    private static Problem unreadable(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        String reason = e.getOriginalMessage() == null
                ? ""
                : e.getOriginalMessage().lines().findFirst().orElse("");
        return new Problem(
                "",
                "can't be read as YAML or JSON: " + reason,
                place == null ? null : place.getLineNr(),
                place == null ? null : place.getColumnNr(),
                null,
                null,
                null);
    }
}
