package dev.millrace.ingest.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Pages of a shop that load the SDK as the guide says: the snippet is the guide's own. */
final class ShopPages {

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
        return guide("html")
                .get(0)
                .replace("src=\"https://events.shop.example/", "src=\"/")
                .replace("YOUR-WRITE-KEY", "shop-key");
    }

    /** The guide's examples in a language. */
    static List<String> guide(String language) {
        Path guide = Path.of(System.getProperty("millrace.root"), "docs", "storefront.md");
        try {
            Pattern example = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
            return example.matcher(Files.readString(guide))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the guide can't be read", e);
        }
    }
}
