package dev.millrace.ingest.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages of a shop that load the SDK as the guide says: the snippet is the guide's own. */
final class ShopPages {

    private static final Pattern SNIPPET = Pattern.compile("```html\n(.*?)```", Pattern.DOTALL);

    private ShopPages() {}

    /** @param options more options of {@code init}, each with a comma after it */
    static String page(String options, String script) {
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>Mill &amp; Co</title><body>%s<h1>Mill &amp; Co</h1><button id="before">Cart</button>
                <div style="height:3000px">flour</div><script>%s</script></body></html>"""
                .formatted(snippet().replace("host: 'https://events.shop.example',", options), script);
    }

    /** What the guide tells a shop to paste, for the page's own host. */
    static String snippet() {
        try {
            Path guide = Path.of(System.getProperty("millrace.root"), "docs", "storefront.md");
            Matcher found = SNIPPET.matcher(Files.readString(guide));
            if (!found.find()) {
                throw new IllegalStateException(guide + " has no snippet");
            }
            return found.group(1)
                    .replace("src=\"https://events.shop.example/", "src=\"/")
                    .replace("YOUR-WRITE-KEY", "shop-key");
        } catch (IOException e) {
            throw new UncheckedIOException("the guide can't be read", e);
        }
    }
}
