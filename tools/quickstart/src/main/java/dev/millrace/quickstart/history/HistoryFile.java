package dev.millrace.quickstart.history;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A file of history, plain or gzipped. Its digest names its rows for good: the same content has the same ids whatever the
 * file is called and whether it is compressed. Text that is not UTF-8 is an error, never a wrong letter.
 *
 * @param digest of the content, 32 hex digits
 * @param lines of text, blank ones included; a bound for the number of rows
 */
record HistoryFile(Path path, String digest, long lines) {

    private static final int DIGEST_DIGITS = 32;
    private static final int ORDER_DIGITS = 8;
    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    static HistoryFile of(Path path) throws IOException {
        MessageDigest sha256 = sha256();
        long lines = 0;
        int last = '\n';
        try (InputStream in = new DigestInputStream(content(path), sha256)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    last = buffer[i];
                    if (last == '\n') {
                        lines++;
                    }
                }
            }
        }
        String digest = HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_DIGITS);
        return new HistoryFile(path, digest, last == '\n' ? lines : lines + 1);
    }

    Reader open() throws IOException {
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(content(path), strict);
    }

    /** The message id of what began in this row, the same in every import. */
    String idOf(long row) {
        return "history-" + digest + "-" + row;
    }

    /** For an order that has no id in the file: different in every file. */
    String orderIdOf(long row) {
        return digest.substring(0, ORDER_DIGITS) + "-" + row;
    }

    private static InputStream content(Path path) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(in), BUFFER) : in;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
