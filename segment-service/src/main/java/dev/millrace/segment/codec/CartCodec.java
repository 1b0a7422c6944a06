package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Cart;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cart, line by line. Lines have most often one currency, which is written once, and no rate. */
final class CartCodec {

    private static final int STAGE = 0x0f;
    private static final int MIXED = 16;
    private static final int RATED = 32;

    private CartCodec() {}

    static void write(ByteWriter out, Cart cart) {
        String currency = cart.currency();
        boolean isMixed = cart.items().values().stream().anyMatch(item -> !Objects.equals(item.currency(), currency));
        boolean isRated = cart.items().values().stream().anyMatch(item -> item.rate() != null);
        out.octet(cart.stage().ordinal() | (isMixed ? MIXED : 0) | (isRated ? RATED : 0));
        out.optionalText(currency);
        out.unsigned(cart.items().size());
        for (Cart.Item item : cart.items().values()) {
            out.text(item.productId());
            out.optionalText(item.name());
            out.optionalDecimal(item.price());
            if (isMixed) {
                out.optionalText(item.currency());
            }
            if (isRated) {
                out.optionalDecimal(item.rate());
            }
            out.unsigned(item.quantity());
            out.optionalText(item.imageUrl());
            out.optionalText(item.url());
            out.instant(item.at());
        }
        out.optionalInstant(cart.updated());
        out.optionalInstant(cart.clearedAt());
    }

    static Cart read(ByteReader in) {
        int flags = in.octet();
        String currency = in.optionalText();
        SortedMap<String, Cart.Item> items = new TreeMap<>();
        for (int left = in.size(); left > 0; left--) {
            Cart.Item item = item(in, flags, currency);
            items.put(item.productId(), item);
        }
        return new Cart(items, stage(flags & STAGE), in.optionalInstant(), in.optionalInstant());
    }

    private static Cart.Item item(ByteReader in, int flags, @Nullable String currency) {
        return new Cart.Item(
                in.text(),
                in.optionalText(),
                in.optionalDecimal(),
                (flags & MIXED) != 0 ? in.optionalText() : currency,
                (flags & RATED) != 0 ? in.optionalDecimal() : null,
                in.unsigned(),
                in.optionalText(),
                in.optionalText(),
                in.instant());
    }

    private static Cart.Stage stage(int ordinal) {
        Cart.Stage[] stages = Cart.Stage.values();
        if (ordinal >= stages.length) {
            throw new UnreadableState("a cart at stage " + ordinal);
        }
        return stages[ordinal];
    }
}
