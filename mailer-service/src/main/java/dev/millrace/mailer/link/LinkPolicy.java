package dev.millrace.mailer.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web addresses a mail may lead to or show pictures from: the shop's host and what lies below it, where {@code www.}
 * counts for nothing, hosts that configuration names, and hosts that the template's author wrote into it. Anything else came
 * with data, which a visitor may have typed, and is not used.
 */
public final class LinkPolicy {

    private final Set<String> hosts;

    public LinkPolicy(Set<String> hosts) {
        this.hosts = hosts.stream().map(LinkPolicy::domain).collect(Collectors.toUnmodifiableSet());
    }

    /** Who owns www.shop.example owns images.shop.example. */
    private static String domain(String host) {
        return host.startsWith("www.") ? host.substring("www.".length()) : host;
    }

    public boolean allows(String url, Set<String> writtenByAuthor) {
        return hostOf(url)
                .filter(host -> writtenByAuthor.contains(host) || hosts.stream().anyMatch(known -> below(known, host)))
                .isPresent();
    }

    /** The host of an http or https address in small letters; empty for any other text. */
    public static Optional<String> hostOf(String url) {
        try {
            URI parsed = new URI(url.strip());
            String scheme = parsed.getScheme();
            boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            return web && parsed.getHost() != null && parsed.getUserInfo() == null
                    ? Optional.of(parsed.getHost().toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean below(String known, String host) {
        return host.equals(known) || host.endsWith("." + known);
    }
}
