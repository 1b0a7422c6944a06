package dev.millrace.mailer.link;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code utm_*} parameters that tell the shop's web analytics where a visit came from. Added to a link's query, in front
 * of its fragment; a parameter that the link already has stays as its author wrote it.
 */
public record CampaignTags(Map<String, String> values) {

    public CampaignTags {
        values = new LinkedHashMap<>(values);
    }

    public static CampaignTags of(String campaign, String content) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("utm_source", "millrace");
        values.put("utm_medium", "email");
        values.put("utm_campaign", campaign);
        values.put("utm_content", content);
        return new CampaignTags(values);
    }

    public String addTo(String url) {
        int hash = url.indexOf('#');
        String fragment = hash < 0 ? "" : url.substring(hash);
        StringBuilder tagged = new StringBuilder(hash < 0 ? url : url.substring(0, hash));
        String query = tagged.indexOf("?") < 0 ? "" : tagged.substring(tagged.indexOf("?"));
        values.forEach((name, value) -> {
            if (!query.contains("?" + name + "=") && !query.contains("&" + name + "=")) {
                tagged.append(tagged.indexOf("?") < 0 ? "?" : endsOpen(tagged) ? "" : "&");
                tagged.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return tagged + fragment;
    }

    private static boolean endsOpen(StringBuilder url) {
        char last = url.charAt(url.length() - 1);
        return last == '?' || last == '&';
    }
}
