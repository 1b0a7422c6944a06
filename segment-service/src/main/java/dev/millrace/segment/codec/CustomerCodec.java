package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Cart;
import dev.millrace.segment.customer.Consent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.EventTally;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.TimelineEntry;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Membership;
import dev.millrace.segment.membership.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A customer as bytes. The first octet is the layout's version; what follows is read in the order it is written here. A
 * golden test holds the bytes: a change of layout takes a new version, which a release reads before any release writes it.
 */
public final class CustomerCodec {

    static final int VERSION = 1;

    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int FLAG = 2;

    private CustomerCodec() {}

    public static byte[] encode(Customer customer) {
        ByteWriter out = new ByteWriter();
        out.octet(VERSION);
        write(out, customer.watch());
        write(out, customer.state());
        return out.toBytes();
    }

    /**
     * @throws UnreadableState if the bytes are damaged or of a newer layout
     */
    public static Customer decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.octet();
        if (version != VERSION) {
            throw new UnreadableState(
                    "a customer record of layout " + version + ", and this release reads up to " + VERSION);
        }
        Watch watch = readWatch(in);
        return new Customer(readState(in), watch);
    }

    private static void write(ByteWriter out, Watch watch) {
        out.instant(watch.evaluatedAt());
        out.instant(watch.nextChange());
        out.instant(watch.armed());
        out.unsigned(watch.sequence());
        out.signed(watch.ruleSet());
        out.instant(watch.importSettles());
        out.unsigned(watch.version());
        map(out, watch.memberships(), (membership, to) -> {
            to.unsigned(membership.version());
            to.instant(membership.since());
        });
    }

    private static Watch readWatch(ByteReader in) {
        Instant evaluatedAt = in.instant();
        Instant nextChange = in.instant();
        Instant armed = in.instant();
        long sequence = in.unsigned();
        long ruleSet = in.signed();
        Instant importSettles = in.instant();
        long version = in.unsigned();
        SortedMap<String, Membership> memberships = map(in, () -> new Membership((int) in.unsigned(), in.instant()));
        return new Watch(memberships, evaluatedAt, nextChange, armed, sequence, ruleSet, importSettles, version);
    }

    private static void write(ByteWriter out, CustomerState state) {
        out.optionalText(state.userId());
        out.optionalInstant(state.firstSeen());
        out.optionalInstant(state.lastSeen());
        out.flag(state.confirmed());
        map(out, state.traits(), CustomerCodec::writeTrait);
        map(out, state.consents(), (consent, to) -> {
            to.text(consent.status());
            to.instant(consent.at());
        });
        map(out, state.events(), (tally, to) -> {
            to.unsigned(tally.count());
            to.instant(tally.first());
            to.instant(tally.last());
        });
        write(out, state.orders());
        write(out, state.cart());
        list(out, state.timeline(), entry -> {
            out.instant(entry.at());
            out.text(entry.name());
            out.text(entry.summary());
        });
        out.unsigned(state.detailsLost());
    }

    private static CustomerState readState(ByteReader in) {
        return new CustomerState(
                in.optionalText(),
                in.optionalInstant(),
                in.optionalInstant(),
                in.flag(),
                map(in, () -> readTrait(in)),
                map(in, () -> new Consent(in.text(), in.instant())),
                map(in, () -> new EventTally(in.unsigned(), in.instant(), in.instant())),
                readOrders(in),
                readCart(in),
                list(in, () -> new TimelineEntry(in.instant(), in.text(), in.text())),
                (int) in.unsigned());
    }

    private static void writeTrait(Trait trait, ByteWriter out) {
        out.instant(trait.at());
        if (trait.value() instanceof Trait.Value.Text text) {
            out.octet(TEXT);
            out.text(text.text());
        } else if (trait.value() instanceof Trait.Value.Number number) {
            out.octet(NUMBER);
            out.decimal(number.number());
        } else if (trait.value() instanceof Trait.Value.Flag flag) {
            out.octet(FLAG);
            out.flag(flag.flag());
        }
    }

    private static Trait readTrait(ByteReader in) {
        Instant at = in.instant();
        int kind = in.octet();
        return switch (kind) {
            case TEXT -> new Trait(new Trait.Value.Text(in.text()), at);
            case NUMBER -> new Trait(new Trait.Value.Number(in.decimal()), at);
            case FLAG -> new Trait(new Trait.Value.Flag(in.flag()), at);
            default -> throw new UnreadableState("a trait of kind " + kind);
        };
    }

    private static void write(ByteWriter out, OrderLedger orders) {
        list(out, orders.newest(), order -> {
            out.text(order.id());
            out.instant(order.at());
            out.decimal(order.total());
        });
        out.decimal(orders.total());
        out.optionalText(orders.currency());
    }

    private static OrderLedger readOrders(ByteReader in) {
        return new OrderLedger(
                list(in, () -> new OrderLedger.Order(in.text(), in.instant(), in.decimal())),
                in.decimal(),
                in.optionalText());
    }

    private static void write(ByteWriter out, Cart cart) {
        map(out, cart.items(), (item, to) -> {
            to.optionalText(item.name());
            to.optionalDecimal(item.price());
            to.unsigned(item.quantity());
            to.optionalText(item.imageUrl());
            to.optionalText(item.url());
            to.instant(item.at());
        });
        out.octet(cart.stage().ordinal());
        out.optionalText(cart.currency());
        out.optionalInstant(cart.updated());
        out.optionalInstant(cart.clearedAt());
    }

    private static Cart readCart(ByteReader in) {
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

    private static <T> void map(ByteWriter out, Map<String, T> map, BiConsumer<T, ByteWriter> write) {
        out.unsigned(map.size());
        map.forEach((key, value) -> {
            out.text(key);
            write.accept(value, out);
        });
    }

    private static <T> SortedMap<String, T> map(ByteReader in, Supplier<T> read) {
        SortedMap<String, T> map = new TreeMap<>();
        for (int left = in.size(); left > 0; left--) {
            String key = in.text();
            map.put(key, read.get());
        }
        return map;
    }

    private static <T> void list(ByteWriter out, Collection<T> list, Consumer<T> write) {
        out.unsigned(list.size());
        list.forEach(write);
    }

    private static <T> List<T> list(ByteReader in, Supplier<T> read) {
        int size = in.size();
        List<T> list = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            list.add(read.get());
        }
        return list;
    }
}
