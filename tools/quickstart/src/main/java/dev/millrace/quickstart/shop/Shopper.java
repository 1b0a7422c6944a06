package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.shop.Storefront.Sender;
import java.math.BigDecimal;
import java.net.URI;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Somebody who visits the shop. What they do is drawn from their own random numbers, so that a shopper behaves the same
 * whatever the others do. A visit is planned at once; the cart is what the plan leaves in it.
 */
final class Shopper {

    private static final List<String> NAMES =
            List.of("Anna", "Žofia", "José", "Mei", "Björn", "Chloé", "Ivan", "Nour", "Łukasz", "Sam");

    private final String tag;
    private final String firstName;
    private final Random random;
    private final Habits habits;
    private final URI pages;
    private final boolean identified;
    private final boolean consenting;
    private final List<Product> cart = new ArrayList<>();
    private int calls;
    private int orders;

    /**
     * @param tag different for every shopper of every run: ids are made of it
     * @param pages where the shop's pages are
     */
    Shopper(String tag, Random random, Habits habits, URI pages) {
        this.pages = pages;
        this.tag = tag;
        this.random = random;
        this.habits = habits;
        this.firstName = NAMES.get(random.nextInt(NAMES.size()));
        this.identified = random.nextDouble() < habits.identify();
        this.consenting = identified && random.nextDouble() < habits.consent();
    }

    String email() {
        String plain = Normalizer.normalize(firstName.replace('Ł', 'L'), Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "");
        return plain.toLowerCase(Locale.ROOT) + "." + tag + "@mail.example";
    }

    boolean hasFullCart() {
        return !cart.isEmpty();
    }

    /** The first visit: browsing, perhaps saying who they are, perhaps a cart, perhaps an order. */
    List<Act> visit() {
        List<Act> acts = new ArrayList<>();
        acts.add(page("Home"));
        if (identified) {
            acts.add(identify());
        }
        int looks = 1 + random.nextInt(3);
        Product liked = product();
        for (int i = 0; i < looks; i++) {
            acts.add(track(Sender.BROWSER, "Product Viewed", liked.properties(pages)));
            liked = i + 1 < looks ? product() : liked;
        }
        if (random.nextDouble() < habits.fillCart()) {
            acts.addAll(fill(liked));
            if (random.nextDouble() < habits.buy()) {
                acts.addAll(buy());
            }
        }
        return acts;
    }

    /** Coming back from a mail: sometimes they buy what they left, or the first thing they see. */
    List<Act> visitFromMail() {
        List<Act> acts = new ArrayList<>();
        acts.add(page("From a mail"));
        if (random.nextDouble() < habits.buyAfterClick()) {
            if (cart.isEmpty()) {
                acts.addAll(fill(product()));
            }
            acts.addAll(buy());
        }
        return acts;
    }

    boolean opens() {
        return random.nextDouble() < habits.open();
    }

    boolean clicks() {
        return random.nextDouble() < habits.click();
    }

    boolean unsubscribes() {
        return random.nextDouble() < habits.unsubscribe();
    }

    private List<Act> fill(Product liked) {
        List<Act> acts = new ArrayList<>();
        acts.add(add(liked));
        if (random.nextInt(3) == 0) {
            Product second = product();
            acts.add(add(second));
            if (random.nextInt(3) == 0) {
                cart.remove(second);
                acts.add(track(
                        Sender.BROWSER,
                        "Product Removed",
                        second.properties(pages).put("cart_id", "cart-" + tag)));
            }
        }
        return acts;
    }

    private Act add(Product product) {
        cart.add(product);
        return track(Sender.BROWSER, "Product Added", product.properties(pages).put("cart_id", "cart-" + tag));
    }

    /** The shop's backend reports the order, as backends do. */
    private List<Act> buy() {
        orders++;
        ObjectNode order = order();
        List<Act> acts = List.of(
                track(Sender.BROWSER, "Checkout Started", order),
                track(Sender.BROWSER, "Payment Info Entered", Json.object().put("payment_method", "card")),
                track(Sender.BACKEND, "Order Completed", order.deepCopy()));
        cart.clear();
        return acts;
    }

    private ObjectNode order() {
        ObjectNode order = Json.object().put("order_id", "order-" + tag + "-" + orders);
        BigDecimal total = cart.stream().map(Product::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        order.put("total", total.toPlainString()).put("currency", Product.CURRENCY);
        ArrayNode products = order.putArray("products");
        cart.forEach(product -> products.add(product.properties(pages)));
        return order;
    }

    private Act identify() {
        ObjectNode call = call();
        ObjectNode traits = call.putObject("traits").put("email", email()).put("firstName", firstName);
        if (consenting) {
            traits.putObject("consent").put("email", "subscribed");
        }
        return act(Sender.BROWSER, "/v1/identify", call);
    }

    private Act page(String name) {
        return act(Sender.BROWSER, "/v1/page", call().put("name", name));
    }

    private Act track(Sender sender, String event, ObjectNode properties) {
        ObjectNode call = call().put("event", event);
        call.set("properties", properties);
        return act(sender, "/v1/track", call);
    }

    private ObjectNode call() {
        calls++;
        ObjectNode call =
                Json.object().put("messageId", "shop-" + tag + "-" + calls).put("anonymousId", "visitor-" + tag);
        return identified ? call.put("userId", "shopper-" + tag) : call;
    }

    private Act act(Sender sender, String path, ObjectNode call) {
        long shortest = habits.shortestThought().toMillis();
        long longest = habits.longestThought().toMillis();
        return new Act(
                Duration.ofMillis(shortest + (long) (random.nextDouble() * (longest - shortest))), sender, path, call);
    }

    private Product product() {
        return Product.ALL.get(random.nextInt(Product.ALL.size()));
    }
}
