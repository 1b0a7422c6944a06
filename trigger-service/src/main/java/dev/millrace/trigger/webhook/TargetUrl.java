package dev.millrace.trigger.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address of a target: where to connect, and what to ask for there. */
public record TargetUrl(String host, int port, boolean secure, String path) {

    private static final int LONGEST = 2_000;

    /**
     * @param allowHttp whether it may go unencrypted
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static TargetUrl parse(String text, boolean allowHttp) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no address, expected one such as https://erp.shop.example/hooks");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (!secure && !(allowHttp && scheme.equals("http"))) {
            throw new IllegalArgumentException("expected an https address");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("expected a host, and neither a user's name nor a fragment");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("has more than " + LONGEST + " characters");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        return new TargetUrl(unbracketed(uri.getHost()), port, secure, path + query);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
