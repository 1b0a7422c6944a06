package dev.millrace.ingest.storefront;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The welcome pop-up as people write it, in the form in which pages are told of it; what is left out has its default. */
public record PopupDocument(
        @Nullable String id,
        @Nullable String status,
        @Nullable String purpose,
        @Nullable String language,
        @Nullable Rule rule,
        @Nullable Map<String, Texts> texts) {

    private static final ObjectReader READER =
            Json.mapper().readerFor(PopupDocument.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** When it comes. */
    public record Rule(
            @Nullable Boolean firstVisit,
            @Nullable Long delaySeconds,
            @Nullable Integer scrollPercent,
            @Nullable Boolean exitIntent,
            @Nullable Integer againAfterDays,
            @Nullable List<String> exceptPaths) {

        static final Rule NOTHING = new Rule(null, null, null, null, null, null);

        PopupRule read() {
            return new PopupRule(
                    firstVisit == null || firstVisit,
                    delaySeconds,
                    scrollPercent,
                    exitIntent == null || exitIntent,
                    againAfterDays == null ? 0 : againAfterDays,
                    exceptPaths == null ? List.of() : exceptPaths);
        }
    }

    /** What it says in one language. */
    public record Texts(
            @Nullable String title,
            @Nullable String body,
            @Nullable String email,
            @Nullable String wording,
            @Nullable String version,
            @Nullable String button,
            @Nullable String decline,
            @Nullable String close,
            @Nullable String emailError,
            @Nullable String wordingError,
            @Nullable String sendError,
            @Nullable String thanksTitle,
            @Nullable String thanks,
            @Nullable String done,
            @Nullable String code,
            @Nullable String privacy,
            @Nullable String privacyUrl) {

        PopupTexts read() {
            return new PopupTexts(
                    or(title, ""),
                    or(body, ""),
                    or(email, PopupDefaults.EMAIL),
                    or(wording, ""),
                    or(version, ""),
                    or(button, PopupDefaults.BUTTON),
                    or(decline, PopupDefaults.DECLINE),
                    or(close, PopupDefaults.CLOSE),
                    or(emailError, PopupDefaults.EMAIL_ERROR),
                    or(wordingError, PopupDefaults.WORDING_ERROR),
                    or(sendError, PopupDefaults.SEND_ERROR),
                    or(thanksTitle, PopupDefaults.THANKS_TITLE),
                    or(thanks, PopupDefaults.THANKS),
                    or(done, PopupDefaults.DONE),
                    code,
                    privacy,
                    privacyUrl);
        }
    }

    /** @throws IllegalArgumentException with what is wrong and what was expected */
    public static Popup read(JsonNode written) {
        try {
            return READER.<PopupDocument>readValue(written).popup();
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException("the pop-up has no setting " + place(e), e);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(place(e) + " of the pop-up is not of the expected kind", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the pop-up can't be read", e);
        }
    }

    private Popup popup() {
        Map<String, PopupTexts> said = new HashMap<>();
        if (texts != null) {
            texts.forEach((tag, of) -> {
                if (of == null) {
                    throw new IllegalArgumentException("the pop-up says nothing in " + tag);
                }
                said.put(tag, of.read());
            });
        }
        return new Popup(
                or(id, PopupDefaults.ID),
                or(status, PopupDefaults.STATUS),
                or(purpose, PopupDefaults.PURPOSE),
                or(language, PopupDefaults.LANGUAGE),
                Objects.requireNonNullElse(rule, Rule.NOTHING).read(),
                said);
    }

    private static String or(@Nullable String said, String otherwise) {
        return said == null ? otherwise : said;
    }

    private static String place(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
