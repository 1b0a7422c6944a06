package dev.millrace.ingest.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Inflates a gzip body, which some clients send under any content type and without saying so. Reads at most one byte more
 * than the limit, however much the body would become.
 */
public final class Inflater {

    private Inflater() {}

    public static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b;
    }

    public static byte[] inflate(byte[] body, int limit) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(limit + 1);
        }
    }
}
