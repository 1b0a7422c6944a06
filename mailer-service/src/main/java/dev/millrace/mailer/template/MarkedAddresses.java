package dev.millrace.mailer.template;

import java.util.regex.Pattern;

/**
 * Finds the links and pictures of a template once, and the end of its body, and marks them with blocks, so that no mail has to be searched
 * for them.
 * Markup comes from the author alone, as every output is escaped: what is found here is all there will be.
 */
final class MarkedAddresses {

    private static final Pattern ANCHOR = Pattern.compile(
            "(<a\\b[^>]*?\\bhref\\s*=\\s*)(?:\"([^\"]*)\"|'([^']*)')", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PICTURE = Pattern.compile(
            "<img\\b[^>]*?\\bsrc\\s*=\\s*(?:\"[^\"]*\"|'[^']*')[^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String BODY_END = "</body>";

    private MarkedAddresses() {}

    static String in(String html) {
        Placeholders liquid = new Placeholders(html);
        String links = ANCHOR.matcher(liquid.replaced()).replaceAll("$1\"" + around(LinkBlock.NAME, "$2$3") + "\"");
        String pictures = PICTURE.matcher(links).replaceAll(around(PictureBlock.NAME, "$0"));
        return liquid.restore(withPixel(pictures));
    }

    private static String withPixel(String html) {
        int end = html.length() - BODY_END.length();
        while (end >= 0 && !html.regionMatches(true, end, BODY_END, 0, BODY_END.length())) {
            end--;
        }
        return new StringBuilder(html)
                .insert(end < 0 ? html.length() : end, around(PixelBlock.NAME, ""))
                .toString();
    }

    static String around(String block, String content) {
        return "{% " + block + " %}" + content + "{% end" + block + " %}";
    }
}
