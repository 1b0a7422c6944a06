package dev.millrace.benchmarks.mail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.MessageCommand.Recipient;
import dev.millrace.mailer.link.CartLinks;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.mail.Composition;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.template.Compilation;
import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.template.MissingValues;
import dev.millrace.mailer.template.Parts;
import dev.millrace.mailer.template.TemplateCompiler;
import dev.millrace.mailer.template.TemplateSource;
import dev.millrace.mailer.template.Variants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A mail as shops send it: header, greeting, six products with picture, name and price, a button, the footer. */
final class ProductMail {

    private static final LinkKey KEY = new LinkKey("a secret of benchmarks, long enough");

    static final Links LINKS = new Links(KEY, URI.create("https://mail.shop.test"));

    static final String DOMAIN = "@example.test";

    private static final String ID = "product-mail";
    private static final String SUBJECT =
            "{{ customer.first_name | default: 'Hello' }}, {{ cart.count }} things wait for you";
    private static final String PREHEADER = "{{ cart.items[0].name }} and more, still in your cart";
    private static final String SHOP = "https://www.shop.test";
    private static final int PRODUCTS = 6;
    private static final int CUSTOMERS = 64;
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final Map<String, Object> THEME = Map.of(
            "brand", "#0f766e",
            "on_brand", "#ffffff",
            "ink", "#1f2933",
            "muted", "#66727f",
            "paper", "#ffffff",
            "background", "#f2f4f3",
            "font", "Helvetica, Arial, sans-serif");

    private ProductMail() {}

    static MailComposer composer() {
        Sender sender = new Sender("Alder & Oak", "hello@shop.test", "12 Mill Lane, Bath BA1 1AA", SHOP);
        CartLinks carts = new CartLinks(KEY, URI.create(SHOP), Duration.ofDays(30));
        ReturnAddresses returns = new ReturnAddresses(KEY, Optional.of("bounces.shop.test"));
        return new MailComposer(sender, THEME, LINKS, carts, returns, new LinkPolicy(Set.of("www.shop.test")));
    }

    static CompiledTemplate template() {
        if (compile() instanceof Compilation.Compiled compiled) {
            return compiled.template();
        }
        throw new IllegalStateException("the template of the product mail is refused: " + compile());
    }

    static Compilation compile() {
        return new TemplateCompiler()
                .compile(
                        new TemplateSource(
                                ID,
                                ID,
                                MessageClass.MARKETING,
                                SUBJECT,
                                PREHEADER,
                                layout(),
                                null,
                                MissingValues.DEFAULT,
                                Variants.NONE),
                        Parts.NONE);
    }

    static OutgoingMail composed() {
        if (composer().compose(requests().get(0), template()) instanceof Composition.Composed composed) {
            return composed.mail();
        }
        throw new IllegalStateException("the product mail can't be made");
    }

    static List<MessageRequested> requests() {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(customer -> request("m-" + customer + "-6f1d", customer, MessageClass.MARKETING, AT))
                .toList();
    }

    /** For the service: addressed to the message's id. */
    static MessageRequested request(String id, MessageClass messageClass, Instant now) {
        return request(id, Math.floorMod(id.hashCode(), CUSTOMERS), messageClass, now);
    }

    static String id(MessageClass messageClass) {
        return messageClass == MessageClass.MARKETING ? ID : ID + "-transactional";
    }

    /** The template as one saves it. */
    static ObjectNode document(MessageClass messageClass) {
        return Json.object()
                .put("name", ID)
                .put("class", messageClass.name().toLowerCase(Locale.ROOT))
                .put("subject", SUBJECT)
                .put("preheader", PREHEADER)
                .put("mjml", layout());
    }

    private static MessageRequested request(String id, int customer, MessageClass messageClass, Instant at) {
        return new MessageRequested(
                id,
                CustomerId.user("u-" + id),
                "u-" + id,
                messageClass,
                "email",
                "abandoned-cart",
                1,
                "0",
                id(messageClass),
                new Recipient(id + DOMAIN, "Customer " + customer, "en"),
                at,
                at.plus(Duration.ofHours(12)),
                true,
                snapshot(customer),
                null,
                null);
    }

    private static ObjectNode snapshot(int customer) {
        ObjectNode snapshot = Json.object();
        snapshot.putObject("customer")
                .put("firstName", "Customer " + customer)
                .put("email", "u" + customer + "@example.test");
        ObjectNode cart = snapshot.putObject("cart")
                .put("count", PRODUCTS)
                .put("value", "297.00")
                .put("currency", "EUR")
                .put("stage", "cart");
        ArrayNode items = cart.putArray("items");
        for (int i = 0; i < PRODUCTS; i++) {
            int product = customer + i;
            items.addObject()
                    .put("productId", "p" + product)
                    .put("name", "Walnut & oak board no. " + product)
                    .put("price", "49.50")
                    .put("quantity", 1)
                    .put("imageUrl", "https://images.shop.test/board-" + product + ".png?w=240&h=240")
                    .put("url", SHOP + "/p/board-" + product + "?size=l&wood=walnut");
        }
        snapshot.putObject("trigger").put("segment", "abandoned-cart").put("at", "2026-03-02T09:59:50Z");
        return snapshot;
    }

    private static String layout() {
        try (InputStream file = Objects.requireNonNull(
                ProductMail.class.getResourceAsStream("product-mail.mjml"), "product-mail.mjml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
