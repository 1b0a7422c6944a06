package dev.millrace.mailer.template;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a message when something that its template prints is not known. */
public enum MissingValues {

    /** Nothing is printed in its place, or what the template gives with {@code default}. */
    @JsonProperty("default")
    DEFAULT,

    /** The message is held back, with the name of what is missing as the reason, unless the template gives a {@code default}. */
    @JsonProperty("hold")
    HOLD
}
