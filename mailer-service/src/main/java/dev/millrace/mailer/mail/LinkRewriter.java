package dev.millrace.mailer.mail;

import dev.millrace.mailer.link.CampaignTags;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.template.Entities;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leads every link of one mail through the click page, with campaign parameters on its target. A target that no author and
 * no configuration allows is replaced by the shop's address, and a picture from such a place is left out: they came with data.
 */
final class LinkRewriter {

    private static final Pattern ANCHOR = Pattern.compile(
            "(<a\\b[^>]*?\\bhref\\s*=\\s*)(?:\"([^\"]*)\"|'([^']*)')", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern PICTURE = Pattern.compile(
            "<img\\b[^>]*?\\bsrc\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Links links;
    private final LinkPolicy policy;
    private final String shopUrl;
    private int replaced;

    LinkRewriter(Links links, LinkPolicy policy, String shopUrl) {
        this.links = links;
        this.policy = policy;
        this.shopUrl = shopUrl;
    }

    String rewrite(String html, String message, CampaignTags tags, Set<String> authorHosts) {
        String shown = PICTURE.matcher(html).replaceAll(found -> {
            String target = target(found.group(1), found.group(2));
            return policy.allows(target, authorHosts) ? Matcher.quoteReplacement(found.group()) : leftOut();
        });
        return ANCHOR.matcher(shown).replaceAll(found -> {
            String target = target(found.group(2), found.group(3));
            return Matcher.quoteReplacement(
                    found.group(1) + '"' + escape(tracked(target, message, tags, authorHosts)) + '"');
        });
    }

    private static String target(@Nullable String quoted, @Nullable String inSingleQuotes) {
        String written = quoted == null ? inSingleQuotes : quoted;
        return written == null ? "" : Entities.decode(written).strip();
    }

    private String leftOut() {
        replaced++;
        return "";
    }

    /** How many links and pictures led to a place that is not allowed. */
    int replaced() {
        return replaced;
    }

    private String tracked(String target, String message, CampaignTags tags, Set<String> authorHosts) {
        if (links.isOwn(target) || target.startsWith("#")) {
            return target;
        }
        String lower = target.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mailto:") || lower.startsWith("tel:")) {
            return target;
        }
        boolean allowed = policy.allows(target, authorHosts);
        if (!allowed && !target.isEmpty()) {
            replaced++;
        }
        return links.click(message, tags.addTo(allowed ? target : shopUrl));
    }

    private static String escape(String url) {
        return url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
