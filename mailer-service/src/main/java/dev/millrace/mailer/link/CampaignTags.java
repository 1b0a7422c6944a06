package dev.millrace.mailer.link;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The {@code utm_*} parameters that tell the shop's web analytics where a visit came from. Added to a link's query, in front
 * of its fragment; a parameter that the link already has stays as its author wrote it.
 */
public final class CampaignTags {

    /** @param begin of the parameter, as far as it is the same whatever it says */
    private record Tag(String begin, String encoded) {

        static Tag of(String name, String value) {
            return new Tag(name + "=", URLEncoder.encode(value, StandardCharsets.UTF_8));
        }

        boolean isIn(String query) {
            int at = query.indexOf(begin);
            while (at >= 0) {
                if (at > 0 && (query.charAt(at - 1) == '?' || query.charAt(at - 1) == '&')) {
                    return true;
                }
                at = query.indexOf(begin, at + 1);
            }
            return false;
        }
    }

    private final List<Tag> tags;

    private CampaignTags(List<Tag> tags) {
        this.tags = tags;
    }

    public static CampaignTags of(String campaign, String content) {
        return new CampaignTags(List.of(
                Tag.of("utm_source", "millrace"),
                Tag.of("utm_medium", "email"),
                Tag.of("utm_campaign", campaign),
                Tag.of("utm_content", content)));
    }

    public String addTo(String url) {
        int hash = url.indexOf('#');
        String address = hash < 0 ? url : url.substring(0, hash);
        int question = address.indexOf('?');
        String query = question < 0 ? "" : address.substring(question);
        StringBuilder tagged = new StringBuilder(address);
        boolean open = query.endsWith("?") || query.endsWith("&");
        char next = question < 0 ? '?' : '&';
        for (Tag tag : tags) {
            if (!tag.isIn(query)) {
                if (!open) {
                    tagged.append(next);
                }
                tagged.append(tag.begin).append(tag.encoded);
                open = false;
                next = '&';
            }
        }
        return hash < 0
                ? tagged.toString()
                : tagged.append(url, hash, url.length()).toString();
    }
}
