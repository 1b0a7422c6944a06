package dev.millrace.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.Messages;
import dev.millrace.mailer.PackParts;
import dev.millrace.mailer.link.CartLinks;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.template.Compilation;
import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.template.MissingValues;
import dev.millrace.mailer.template.Parts;
import dev.millrace.mailer.template.TemplateCompiler;
import dev.millrace.mailer.template.TemplateSource;
import dev.millrace.mailer.template.Variant;
import dev.millrace.mailer.template.Variants;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every ready-made template compiles, and makes a whole mail of a full and of an empty snapshot. */
class PackTest {

    private static final Path PACK = Path.of(System.getProperty("millrace.root"), "deploy", "pack", "templates");
    private static final Path RENDERED = Path.of("target", "rendered");
    private static final int GMAIL_CLIPS_AT = 102 * 1024;
    private static final Map<String, String> GREETINGS = Map.of("en", "Hi there", "de", "Hallo,", "uk", "Вітаємо,");
    private static final Map<String, String> WAYS_OUT =
            Map.of("en", "Unsubscribe: ", "de", "Abmelden: ", "uk", "Відписатися: ");
    private static final Parts PARTS = PackParts.read();

    static Stream<String> templates() throws IOException {
        try (Stream<Path> files = Files.list(PACK)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void thePackHasTheTemplatesThatItsCampaignsSend() throws IOException {
        Set<String> known = Set.copyOf(templates().toList());
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        try (Stream<Path> campaigns = Files.list(PACK.resolveSibling("campaigns"))) {
            for (Path campaign : campaigns.toList()) {
                for (JsonNode sent : yaml.readTree(campaign.toFile()).findValues("template")) {
                    assertThat(known).as(campaign.toString()).contains(sent.asText());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void makesAWholeMail(String id) throws IOException {
        OutgoingMail mail = compose(id, everything());
        Files.createDirectories(RENDERED);
        Files.writeString(RENDERED.resolve(id + ".html"), mail.html());
        Files.writeString(RENDERED.resolve(id + ".txt"), mail.text());

        assertThat(mail.subject()).isNotBlank().doesNotContain("{");
        assertThat(mail.html())
                .doesNotContain("{{", "{%", "<mj-", "lqd")
                .contains("Ana")
                .contains("12 Mill Lane");
        assertThat(mail.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(GMAIL_CLIPS_AT);
        assertThat(mail.text()).contains("Ana", "12 Mill Lane").doesNotContain("<", "&nbsp;");
        if (classOf(id) == MessageClass.MARKETING) {
            assertThat(mail.html()).contains("https://mail.shop.test/u/");
            assertThat(mail.text()).contains(WAYS_OUT.get(language(id)) + "https://mail.shop.test/u/");
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void makesAMailForSomebodyOfWhomNothingIsKnown(String id) throws IOException {
        OutgoingMail mail = compose(id, Json.object());
        assertThat(mail.subject()).isNotBlank();
        assertThat(mail.html()).contains(GREETINGS.get(language(id))).contains("12 Mill Lane");
    }

    @Test
    void aCartIsShownLineByLine() throws IOException {
        String html = compose("abandoned-cart-1", Messages.snapshot()).html();
        assertThat(html)
                .contains("https://cdn.shop.test/board.png", "Walnut cutting board", "2 pieces", "€99.00")
                .contains("Linen apron “Mill”", "€59.40", "€158.40");
    }

    @Test
    void theLastOrderIsNamedByItsDay() throws IOException {
        assertThat(compose("time-since-last-purchase", Messages.snapshot()).html())
                .contains("on 5 January 2026.");
    }

    /** Readers of another language get the same mails. */
    @Test
    void everyTemplateIsThereInEveryLanguage() throws IOException {
        Set<String> known = Set.copyOf(templates().toList());
        assertThat(known).filteredOn(id -> language(id).equals("en")).allSatisfy(id -> assertThat(known)
                .contains(id, id + ".de", id + ".uk"));
    }

    /** Figures of all languages add up. */
    @Test
    void variantsAreTheSameInEveryLanguage() throws IOException {
        int tried = 0;
        for (String id : templates().toList()) {
            if (language(id).equals("en")) {
                assertThat(variants(id + ".de").keySet())
                        .as(id)
                        .isEqualTo(variants(id).keySet());
                assertThat(variants(id + ".uk").keySet())
                        .as(id)
                        .isEqualTo(variants(id).keySet());
            }
            for (CompiledTemplate variant : compiled(id).variants().values()) {
                for (ObjectNode snapshot : List.of(everything(), Json.object())) {
                    Composition composition = composer().compose(request(id, snapshot), variant);
                    assertThat(((Composition.Composed) composition).mail().subject())
                            .isNotBlank()
                            .doesNotContain("{");
                    tried++;
                }
            }
        }
        assertThat(tried).isPositive();
    }

    @Test
    void theNearestStoreIsNamedWhereItIsNear() throws IOException {
        ObjectNode snapshot = everything();
        assertThat(compose("birthday.de", snapshot).html())
                .contains("Oder komm vorbei: Am Eck, Am Eck 1, 8010 Graz, geöffnet Mo bis Fr 9 bis 18.");

        ((ObjectNode) snapshot.path("store")).put("distance", 31);
        assertThat(compose("birthday.de", snapshot).html()).doesNotContain("komm vorbei");
        ((ObjectNode) snapshot.path("store")).remove("distance");
        assertThat(compose("birthday", snapshot).html()).contains("Or drop in: Am Eck");
        snapshot.remove("store");
        assertThat(compose("birthday", snapshot).html()).doesNotContain("drop in");
    }

    static String language(String id) {
        return id.matches(".*\\.(de|uk)") ? id.substring(id.length() - 2) : "en";
    }

    @Test
    void aCartSaysWhatIsMissingToFreeShippingAndLeadsBackToItself() throws IOException {
        ObjectNode snapshot = everything();
        assertThat(compose("abandoned-cart-1", snapshot).html()).contains("€11.60 more, and shipping is free.");

        ((ObjectNode) snapshot.path("cart")).put("toFreeShipping", "0");
        assertThat(compose("abandoned-cart-1", snapshot).html())
                .contains("Shipping is free with this cart.")
                .doesNotContain("more, and");
        assertThat(compose("abandoned-cart-1", Messages.snapshot()).html()).doesNotContain("hipping is free");
    }

    @Test
    void aProductThatWasLookedAtCountsTowardsFreeShipping() throws IOException {
        ObjectNode snapshot = everything();
        ((ObjectNode) snapshot.path("cart")).put("freeShippingFrom", "49").put("toFreeShipping", "49");
        assertThat(compose("abandoned-browse", snapshot).html())
                .contains("Stone mug", "With Stone mug in your cart, €36.50 are missing to free shipping.");

        ((ObjectNode) snapshot.path("cart")).put("toFreeShipping", "12.50");
        assertThat(compose("abandoned-browse", snapshot).html())
                .contains("With Stone mug in your cart, shipping is free.");
    }

    @Test
    void productsStandInPairsWithTheirOwnCurrency() throws IOException {
        ObjectNode snapshot = everything();
        ((ObjectNode) snapshot.at("/products/1")).put("currency", "USD");
        String html = compose("next-purchase", snapshot).html();

        assertThat(html).contains("Stone mug", "€12.50", "Tea towel", "$9.00", "beeswax candles", "€1,024.00");
        assertThat(between(html, "Stone mug", "Tea towel")).doesNotContain("<tr");
        assertThat(between(html, "Tea towel", "beeswax candles")).contains("</tr>", "<tr>");
        assertThat(compose("abandoned-browse", snapshot).html()).contains("Stone mug", "$9.00");
    }

    @Test
    void aRowOfProductsIsAlwaysWhole() throws IOException {
        for (int count = 0; count <= 6; count++) {
            ObjectNode snapshot = everything();
            var products = snapshot.putArray("products");
            for (int i = 0; i < count; i++) {
                products.addObject().put("id", "p" + i).put("name", "Product " + i);
            }
            String html = compose("next-purchase", snapshot).html();
            int first = html.indexOf("width=\"50%\"");
            String rows =
                    first < 0 ? "" : between(html.substring(html.lastIndexOf("<table", first)), "<table", "</table>");

            assertThat(occurrences("<tr", rows)).isEqualTo(occurrences("</tr>", rows));
            assertThat(occurrences("<td", rows)).isEqualTo(occurrences("</td>", rows));
            assertThat(occurrences("width=\"50%\"", rows)).isEqualTo(Math.min(4, count + count % 2));
        }
    }

    private static int occurrences(String word, String text) {
        return text.split(java.util.regex.Pattern.quote(word), -1).length - 1;
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        return text.substring(start, text.indexOf(to, start));
    }

    @Test
    void aCodeIsShownWhileItCanBeUsed() throws IOException {
        ObjectNode snapshot = everything();
        assertThat(compose("second-purchase", snapshot).html())
                .contains("SECOND-7KXQ", "for orders from €40.00", "good until 16 March 2026");

        ((ObjectNode) snapshot.at("/coupons/second-purchase")).put("state", "redeemed");
        assertThat(compose("second-purchase", snapshot).html()).doesNotContain("SECOND-7KXQ");
    }

    @Test
    void aConfirmationHasEachLineAndWhatItComesTo() throws IOException {
        assertThat(compose("order-confirmation", everything()).html())
                .contains("your order o-8", "Walnut cutting board", "2 pieces", "€99.00", "Linen apron", "€59.40")
                .contains("Discount", "€5.00", "Shipping", "free", "Total", "€153.40", "of it tax", "€24.49");
    }

    @Test
    void aParcelCanBeFollowed() throws IOException {
        String html = compose("order-shipped", everything()).html();
        assertThat(html).contains("Follow my parcel", "PP1", "with Pony Post");
    }

    /** All that a mail of the pack can show. */
    static ObjectNode everything() {
        ObjectNode snapshot = Messages.snapshot();
        ((ObjectNode) snapshot.path("cart")).put("freeShippingFrom", "170").put("toFreeShipping", "11.60");
        snapshot.setAll(
                Messages.json(
                        """
                {"products": [
                   {"id": "p5", "name": "Stone mug", "price": "12.50", "currency": "EUR", "inStock": true,
                    "imageUrl": "https://www.shop.test/mug.png", "url": "https://www.shop.test/p/mug"},
                   {"id": "p6", "name": "Tea towel", "price": "9", "currency": "EUR", "inStock": true},
                   {"id": "p7", "name": "Unbleached Transylvanian beeswax candles, a dozen", "price": "1024", "currency": "EUR",
                    "inStock": true, "imageUrl": "https://www.shop.test/candles.png", "url": "https://www.shop.test/p/candles"}],
                 "store": {"id": "graz", "name": "Am Eck", "address": "Am Eck 1, 8010 Graz", "hours": "Mo bis Fr 9 bis 18",
                   "distance": 2.4},
                 "points": {"balance": 640},
                 "referral": {"code": "ANA-9MPT", "link": "https://www.shop.test/?ref=ANA-9MPT"},
                 "coupons": {
                   "welcome": {"code": "WELCOME-7KXQ", "state": "issued", "expires_at": "2026-03-16T10:00:00Z"},
                   "second-purchase": {"code": "SECOND-7KXQ", "state": "issued", "minimum_order": "40", "currency": "EUR",
                     "expires_at": "2026-03-16T10:00:00Z"},
                   "win-back": {"code": "BACK-7KXQ", "state": "issued", "expires_at": "2026-03-16T10:00:00Z"},
                   "win-back-large": {"code": "LARGE-7KXQ", "state": "issued", "expires_at": "2026-03-16T10:00:00Z"},
                   "birthday": {"code": "BIRTHDAY-7KXQ", "state": "issued", "expires_at": "2026-03-16T10:00:00Z"},
                   "friends": {"code": "FRIEND-7KXQ", "state": "issued", "expires_at": "2026-03-16T10:00:00Z"},
                   "points-reward": {"code": "POINTS-7KXQ", "state": "issued"}},
                 "trigger": {"event": "order_completed", "at": "2026-03-02T09:59:50Z", "total": "153.40", "currency": "EUR",
                   "properties": {"order_id": "o-8", "shipping": 0, "tax": "24.49", "discount": "5.00",
                     "carrier": "Pony Post", "tracking_number": "PP1", "tracking_url": "https://www.shop.test/track/PP1",
                     "products": [
                       {"product_id": "p1", "name": "Walnut cutting board", "price": "49.50", "quantity": 2},
                       {"product_id": "p2", "name": "Linen apron", "price": "59.40"}]}}}
                """));
        return snapshot;
    }

    private static MessageClass classOf(String id) throws IOException {
        String text = new ObjectMapper(new YAMLFactory())
                .readTree(PACK.resolve(id + ".yaml").toFile())
                .path("class")
                .asText();
        return MessageClass.valueOf(text.toUpperCase(Locale.ROOT));
    }

    static OutgoingMail compose(String id, ObjectNode snapshot) throws IOException {
        Composition composition =
                composer().compose(request(id, snapshot), compiled(id).template());
        assertThat(composition).isInstanceOf(Composition.Composed.class);
        return ((Composition.Composed) composition).mail();
    }

    private static MessageRequested request(String id, ObjectNode snapshot) throws IOException {
        return Messages.request("m-" + id, classOf(id), id, Messages.T0, Duration.ofHours(1), true, snapshot);
    }

    private static Map<String, Variant> variants(String id) throws IOException {
        Map<String, Variant> variants = new HashMap<>();
        new ObjectMapper(new YAMLFactory())
                .readTree(PACK.resolve(id + ".yaml").toFile())
                .path("variants")
                .properties()
                .forEach(variant -> variants.put(
                        variant.getKey(),
                        new Variant(
                                variant.getValue().path("subject").textValue(),
                                variant.getValue().path("preheader").textValue(),
                                variant.getValue().path("weight").asInt(1))));
        return variants;
    }

    private static Compilation.Compiled compiled(String id) throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory())
                .readTree(PACK.resolve(id + ".yaml").toFile());
        TemplateSource source = new TemplateSource(
                id,
                document.path("name").asText(),
                classOf(id),
                document.path("subject").asText(),
                document.path("preheader").asText(),
                Files.readString(PACK.resolve(id + ".mjml")),
                null,
                MissingValues.DEFAULT,
                new Variants(variants(id)));
        Compilation compilation = new TemplateCompiler().compile(source, PARTS);
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return (Compilation.Compiled) compilation;
    }

    private static MailComposer composer() {
        Sender sender =
                new Sender("Alder & Oak", "hello@shop.test", "12 Mill Lane, Bath BA1 1AA", "https://www.shop.test");
        LinkKey key = new LinkKey("a secret of tests, long enough");
        Links links = new Links(key, URI.create("https://mail.shop.test"));
        CartLinks carts = new CartLinks(key, URI.create("https://www.shop.test/cart"), Duration.ofDays(30));
        return new MailComposer(
                sender,
                Themes.SHIPPED,
                links,
                carts,
                new ReturnAddresses(key, Optional.empty()),
                new LinkPolicy(Set.of("www.shop.test")));
    }
}
