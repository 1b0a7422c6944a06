package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Cart;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cart, line by line. */
final class CartCodec {

    private CartCodec() {}

    static void write(ByteWriter out, Cart cart) {
        out.unsigned(cart.items().size());
        for (Cart.Item item : cart.items().values()) {
            out.text(item.productId());
            out.optionalText(item.name());
            out.optionalDecimal(item.price());
            out.unsigned(item.quantity());
            out.optionalText(item.imageUrl());
            out.optionalText(item.url());
            out.instant(item.at());
        }
        out.octet(cart.stage().ordinal());
        out.optionalText(cart.currency());
        out.optionalInstant(cart.updated());
        out.optionalInstant(cart.clearedAt());
    }

    static Cart read(ByteReader in) {
        SortedMap<String, Cart.Item> items = new TreeMap<>();
        for (int left = in.size(); left > 0; left--) {
            String id = in.text();
            items.put(
                    id,
                    new Cart.Item(
                            id,
                            in.optionalText(),
                            in.optionalDecimal(),
                            in.unsigned(),
                            in.optionalText(),
                            in.optionalText(),
                            in.instant()));
        }
        return new Cart(items, stage(in.octet()), in.optionalText(), in.optionalInstant(), in.optionalInstant());
    }

    private static Cart.Stage stage(int ordinal) {
        Cart.Stage[] stages = Cart.Stage.values();
        if (ordinal >= stages.length) {
            throw new UnreadableState("a cart at stage " + ordinal);
        }
        return stages[ordinal];
    }
}
