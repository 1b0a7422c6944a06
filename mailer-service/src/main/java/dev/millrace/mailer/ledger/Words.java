package dev.millrace.mailer.ledger;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mail server said, fit to be kept and told: one line, without addresses. */
public final class Words {

    private static final int MAX_LENGTH = 200;
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>]+@[^\\s<>]+>?");

    private Words() {}

    public static String of(@Nullable String said) {
        String line = ADDRESS.matcher(said == null ? "" : said)
                .replaceAll("<address>")
                .replaceAll("\\p{Cntrl}+", " ")
                .replaceAll(" {2,}", " ")
                .strip();
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line;
    }
}
