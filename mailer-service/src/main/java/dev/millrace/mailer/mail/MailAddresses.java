package dev.millrace.mailer.mail;

import dev.millrace.mailer.link.CampaignTags;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.template.Addresses;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Leads every link of one mail through the click page, with campaign parameters on its target. A target that no author and
 * no configuration allows is replaced by the shop's address, and a picture from such a place is left out: they came with data.
 */
final class MailAddresses implements Addresses {

    private final Links links;
    private final LinkPolicy policy;
    private final String shopUrl;
    private final String message;
    private final CampaignTags tags;
    private final Set<String> authorHosts;
    private final String pixel;
    private final Map<String, String> signed = new HashMap<>();
    private int replaced;

    MailAddresses(
            Links links,
            LinkPolicy policy,
            String shopUrl,
            String message,
            CampaignTags tags,
            Set<String> authorHosts,
            String pixel) {
        this.links = links;
        this.policy = policy;
        this.shopUrl = shopUrl;
        this.message = message;
        this.tags = tags;
        this.authorHosts = authorHosts;
        this.pixel = pixel;
    }

    /** How many addresses led to a place that is not allowed. */
    int replaced() {
        return replaced;
    }

    /** The same for the same target: both bodies have the same links. */
    @Override
    public String link(String target) {
        return signed.computeIfAbsent(target, this::tracked);
    }

    @Override
    public boolean allowsPicture(String source) {
        boolean allowed = policy.allows(source, authorHosts);
        replaced += allowed ? 0 : 1;
        return allowed;
    }

    @Override
    public String pixel() {
        return pixel;
    }

    private String tracked(String target) {
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
}
