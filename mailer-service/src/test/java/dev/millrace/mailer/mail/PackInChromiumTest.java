package dev.millrace.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.browser.Browser;
import dev.millrace.browser.BrowserPage;
import dev.millrace.browser.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every ready-made template in a browser, as a phone and as a desktop show it, by day and in the dark. */
@ExtendWith(Browser.class)
class PackInChromiumTest {

    private static final Path RENDERED = Path.of("target", "rendered");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int PHONE = 360;
    private static final int DESKTOP = 1_200;
    private static final int HEIGHT = 900;

    /** The WCAG contrast of the texts that are least easy to read, of 1 to 21. */
    private static final String LEAST_CONTRAST =
            """
            (() => {
              const numbers = color => color.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
                  .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = element => {
                for (let at = element; at; at = at.parentElement) {
                  const color = numbers(getComputedStyle(at).backgroundColor);
                  if (color.length < 4 || color[3] > 0) return color;
                }
                return [255, 255, 255];
              };
              const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              let least = 21;
              while (words.nextNode()) {
                const element = words.currentNode.parentElement;
                if (!words.currentNode.textContent.trim() || !element.getClientRects().length) continue;
                const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
                least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
              }
              return least;
            })()
            """;

    private static final double READABLE = 4.5;

    /** Nothing is loaded from anywhere, but pictures take the room that they take. */
    private static final Pattern PICTURE = Pattern.compile("src=\"https://[^\"]*\\.png\"");

    private static final String SQUARE =
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='600' height='600'%3E%3Crect width='600'"
                    + " height='600' fill='%23c9b79c'/%3E%3C/svg%3E";

    static Stream<String> templates() throws IOException {
        return PackTest.templates();
    }

    private static BrowserPage page;

    @BeforeAll
    static void open(Chromium chromium) {
        page = chromium.visitor();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void fitsAPhoneAndADesktopAndCanBeReadByEverybody(String id) throws IOException {
        Path file = rendered(id);
        page.media("prefers-color-scheme", "light");
        for (int width : new int[] {DESKTOP, PHONE}) {
            page.size(width, HEIGHT, width == PHONE).open(file.toUri());
            page.until("location.href.endsWith('/" + file.getFileName() + "') && document.readyState === 'complete'");
            assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("%s at %d pixels", id, width)
                    .isLessThanOrEqualTo(width);
            page.screenshot(SCREENSHOTS.resolve(id + "-" + width + ".png"));
        }
        assertThat(page.text("document.documentElement.lang")).isEqualTo(PackTest.language(id));
        assertThat(count("h1")).isOne();
        assertThat(count("img:not([alt])")).isZero();
        assertThat(count("table:not([role=presentation])")).isZero();
        assertThat(page.evaluate(LEAST_CONTRAST).asDouble()).isGreaterThan(READABLE);

        page.media("prefers-color-scheme", "dark");
        page.screenshot(SCREENSHOTS.resolve(id + "-dark.png"));
        assertThat(page.evaluate(LEAST_CONTRAST).asDouble()).as("in the dark").isGreaterThan(READABLE);
    }

    private static int count(String selector) {
        return page.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    private static Path rendered(String id) throws IOException {
        Files.createDirectories(RENDERED);
        return Files.writeString(
                RENDERED.resolve(id + "-browser.html"),
                PICTURE.matcher(PackTest.compose(id, PackTest.everything()).html())
                        .replaceAll("src=\"" + SQUARE + "\""));
    }
}
