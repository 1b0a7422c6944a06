package dev.millrace.mailer.engagement;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a reader from a machine that opens or follows links on its own: privacy proxies load every picture, scanners try
 * every link. Only what says so itself counts as a machine; a silent scanner passes as a reader.
 */
public final class Reader {

    /** Apple's mail privacy proxy names itself with this and nothing behind it. */
    private static final String PRIVACY_PROXY = "mozilla/5.0";

    private static final Pattern SCANNER =
            Pattern.compile("bot\\b|crawler|spider|scanner|barracuda|mimecast|proofpoint|safelinks|urlscan|preview");

    private Reader() {}

    /**
     * Judges by what a visitor says of itself.
     *
     * @param userAgent what it calls itself, empty if it says nothing
     * @param purpose the Sec-Purpose or Purpose header, empty if absent
     */
    public static boolean isMachine(String userAgent, String purpose) {
        String agent = userAgent.strip().toLowerCase(Locale.ROOT);
        return agent.equals(PRIVACY_PROXY)
                || SCANNER.matcher(agent).find()
                || purpose.toLowerCase(Locale.ROOT).contains("prefetch");
    }
}
