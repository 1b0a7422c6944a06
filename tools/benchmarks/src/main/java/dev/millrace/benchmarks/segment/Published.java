package dev.millrace.benchmarks.segment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What a transition says, read without parsing it whole: hundreds of thousands are looked at while something is measured. */
record Published(String text) {

    static Published of(byte[] record) {
        return new Published(new String(record, StandardCharsets.ISO_8859_1));
    }

    boolean isOf(String segment) {
        return text.contains("\"segment\":\"" + segment + "\"");
    }

    Instant at() {
        return Instant.parse(value("at"));
    }

    private String value(String name) {
        String mark = "\"" + name + "\":\"";
        int from = text.indexOf(mark) + mark.length();
        return text.substring(from, text.indexOf('"', from));
    }
}
