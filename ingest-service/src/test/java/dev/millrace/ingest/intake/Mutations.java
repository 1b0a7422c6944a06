package dev.millrace.ingest.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils requests at random: bytes, values, names, structure and headers. The same seed spoils them in the same way. */
public final class Mutations {

    /** What stands where something else is expected; bytes as ISO-8859-1, so that some are no UTF-8. */
    private static final List<String> HOSTILE = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "-1E-999999999",
            "9".repeat(900),
            "9".repeat(1200),
            "0.1e400",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\u00ed\u00a0\u0080\"",
            "\"\u00ff\u00fe\"",
            "\"" + "x".repeat(300) + "\"",
            "\"" + "y".repeat(40_000) + "\"",
            "[]",
            "{}",
            "[[]]",
            "[{}]",
            "{\"\":{}}",
            "[".repeat(70) + "]".repeat(70),
            "[".repeat(1500) + "]".repeat(1500),
            "{\"a\":".repeat(200) + "1" + "}".repeat(200),
            "\"2026-02-30T25:61:00Z\"",
            "\"0000-01-01\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"2015-2-02T00:30:08.276Z\"",
            "1772359200000",
            "\"NaN\"",
            "\"1e10\"",
            "\"anna@shop.example\"",
            "\"@\"",
            "\"+420 777 123 456\"",
            "\"track\"",
            "\"alias\"",
            "\"group\"",
            "\"Order Completed\"",
            "\"Consent Updated\"",
            "\"Žluťoučký\"");

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\u0000",
            "\u001f\u008b",
            "//",
            "'",
            "NaN",
            "+",
            "\ufeff",
            "\"batch\":[",
            "\"batch\":null,",
            "\"writeKey\":1,",
            "\"context\":[],",
            "\"traits\":{\"email\":1},");

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One to three changes to a plain body. */
    public byte[] spoilt(byte[] plain) {
        byte[] body = plain;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            body = chance(70) ? valueChanged(body) : bytesChanged(body);
        }
        return body;
    }

    public byte[] bytesChanged(byte[] body) {
        if (body.length == 0) {
            return oneOf(TOKENS).getBytes(ISO_8859_1);
        }
        int at = random.nextInt(body.length);
        int until = Math.min(body.length, at + 1 + random.nextInt(20));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> joined(body, at, new byte[0], until);
            case 2 -> joined(body, at, Arrays.copyOfRange(body, at, until), at);
            case 3 -> joined(body, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 4 -> joined(body, at, oneOf(TOKENS).getBytes(ISO_8859_1), at);
            default -> joined(body, at, new byte[] {(byte) (body[at] ^ (1 << random.nextInt(8)))}, at + 1);
        };
    }

    /** Puts something hostile where a value stands, or a second field of the same name before it. */
    private byte[] valueChanged(byte[] body) {
        String text = new String(body, ISO_8859_1);
        int colon = text.indexOf(':', random.nextInt(Math.max(1, text.length())));
        if (colon < 0) {
            return bytesChanged(body);
        }
        String hostile = oneOf(HOSTILE);
        int name = text.lastIndexOf('"', colon - 2);
        if (chance(15) && name >= 0) {
            return (text.substring(0, name) + text.substring(name, colon + 1) + hostile + "," + text.substring(name))
                    .getBytes(ISO_8859_1);
        }
        int end = colon + 1;
        boolean quoted = end < text.length() && text.charAt(end) == '"';
        end = quoted ? text.indexOf('"', end + 1) + 1 : end;
        while (!quoted && end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return (text.substring(0, colon + 1) + hostile + text.substring(Math.max(end, colon + 1))).getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[] body, int until, byte[] between, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, until);
        out.writeBytes(between);
        out.write(body, Math.min(from, body.length), body.length - Math.min(from, body.length));
        return out.toByteArray();
    }
}
