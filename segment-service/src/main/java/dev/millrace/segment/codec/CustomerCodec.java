package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Accumulators;
import dev.millrace.segment.customer.Cart;
import dev.millrace.segment.customer.Consent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.EventTally;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.customer.NameMap;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.Part;
import dev.millrace.segment.customer.Slices;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Membership;
import dev.millrace.segment.membership.Watch;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A customer as bytes. The first octet is the layout's version; what follows is read in the order it is written here, parts that few events ask for when they are asked for. A
 * golden test holds the bytes: a change of layout takes a new version, which a release reads before any release writes it.
 */
public final class CustomerCodec {

    static final int VERSION = 1;

    private static final Part<NameMap<Trait>> NO_TRAITS = Part.of(NameMap.empty());
    private static final Part<NameMap<Consent>> NO_CONSENTS = Part.of(NameMap.empty());
    private static final Part<OrderLedger> NO_ORDERS = Part.of(OrderLedger.EMPTY);
    private static final Part<Cart> NO_CART = Part.of(Cart.EMPTY);
    private static final Part<Accumulators> NOTHING_KEPT = Part.of(Accumulators.EMPTY);
    private static final Part<Slices> NO_SLICES = Part.of(Slices.EMPTY);

    private static final Part<Links> NO_LINKS = Part.of(Links.EMPTY);

    private static final Part.Reader<NameMap<Trait>> TRAITS = PartCodec.reader(TraitCodec::read);
    private static final Part.Reader<NameMap<Consent>> CONSENTS = PartCodec.reader(ConsentCodec::read);
    private static final Part.Reader<OrderLedger> ORDERS = PartCodec.reader(OrderCodec::read);
    private static final Part.Reader<Cart> CART = PartCodec.reader(CartCodec::read);
    private static final Part.Reader<Accumulators> ACCUMULATORS =
            PartCodec.reader(in -> new AccumulatorCodec().readAccumulators(in));
    private static final Part.Reader<Slices> SLICES = PartCodec.reader(in -> new AccumulatorCodec().readSlices(in));
    private static final Part.Reader<Links> LINKS = PartCodec.reader(LinkCodec::read);

    private static final int ARMED = 1;
    private static final int IMPORT_PENDING = 2;
    private static final int PARKED = 4;

    private CustomerCodec() {}

    public static byte[] encode(Customer customer) {
        ByteWriter out = new ByteWriter();
        out.octet(VERSION);
        write(out, customer.watch());
        write(out, customer.state());
        PartCodec.write(out, customer.linkPart(), Links.EMPTY, LinkCodec::write);
        out.optionalInstant(customer.touched());
        SeenCodec.write(out, customer.seen());
        RecentCodec.write(out, customer.recent());
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
        CustomerState state = readState(in);
        Customer customer = new Customer(
                state,
                watch,
                PartCodec.read(in, NO_LINKS, LINKS),
                in.optionalInstant(),
                SeenCodec.read(in),
                RecentCodec.read(in));
        in.requireEnd();
        return customer;
    }

    private static void write(ByteWriter out, Watch watch) {
        boolean isArmed = watch.armed().equals(watch.nextChange());
        boolean hasParked = watch.parked().isBefore(Verdict.NEVER);
        out.octet((isArmed ? ARMED : 0) | (watch.importPending() ? IMPORT_PENDING : 0) | (hasParked ? PARKED : 0));
        out.instant(watch.evaluatedAt());
        out.instant(watch.nextChange());
        if (!isArmed) {
            out.instant(watch.armed());
        }
        if (watch.importPending()) {
            out.instant(watch.importSettles());
        }
        if (hasParked) {
            out.instant(watch.parked());
        }
        out.unsigned(watch.sequence());
        out.unsigned(watch.generation());
        out.unsigned(watch.version());
        map(out, watch.memberships(), (membership, to) -> {
            to.unsigned(membership.version());
            to.instant(membership.since());
        });
    }

    private static Watch readWatch(ByteReader in) {
        int flags = in.octet();
        Instant evaluatedAt = in.instant();
        Instant nextChange = in.instant();
        Instant armed = (flags & ARMED) != 0 ? nextChange : in.instant();
        Instant importSettles = (flags & IMPORT_PENDING) != 0 ? in.instant() : Verdict.NEVER;
        Instant parked = (flags & PARKED) != 0 ? in.instant() : Verdict.NEVER;
        long sequence = in.unsigned();
        long generation = in.unsigned();
        long version = in.unsigned();
        NameMap<Membership> memberships = map(in, () -> new Membership((int) in.unsigned(), in.instant()));
        return new Watch(
                memberships, evaluatedAt, nextChange, armed, sequence, generation, importSettles, parked, version);
    }

    private static void write(ByteWriter out, CustomerState state) {
        out.optionalText(state.userId());
        out.flag(state.confirmed());
        map(out, state.events(), (tally, to) -> {
            to.unsigned(tally.count());
            to.instant(tally.last());
            to.unsigned(tally.last().toEpochMilli() - tally.first().toEpochMilli());
        });
        new Sightings(state.firstSeen(), state.lastSeen()).write(out, Sightings.tallied(state.events()));
        PartCodec.write(
                out, state.accumulatorPart(), Accumulators.EMPTY, (to, kept) -> new AccumulatorCodec().write(to, kept));
        PartCodec.write(out, state.traitPart(), NameMap.empty(), TraitCodec::write);
        PartCodec.write(out, state.consentPart(), NameMap.empty(), ConsentCodec::write);
        PartCodec.write(out, state.tagPart(), NameMap.empty(), TraitCodec::write);
        PartCodec.write(out, state.orderPart(), OrderLedger.EMPTY, OrderCodec::write);
        PartCodec.write(out, state.cartPart(), Cart.EMPTY, CartCodec::write);
        PartCodec.write(out, state.slicePart(), Slices.EMPTY, (to, slices) -> new AccumulatorCodec().write(to, slices));
        out.unsigned(state.detailsLost());
    }

    private static CustomerState readState(ByteReader in) {
        String userId = in.optionalText();
        boolean confirmed = in.flag();
        NameMap<EventTally> events = map(in, () -> readTally(in));
        Sightings seen = Sightings.read(in, Sightings.tallied(events));
        Part<Accumulators> accumulators = PartCodec.read(in, NOTHING_KEPT, ACCUMULATORS);
        return new CustomerState(
                userId,
                seen.first(),
                seen.last(),
                confirmed,
                PartCodec.read(in, NO_TRAITS, TRAITS),
                PartCodec.read(in, NO_CONSENTS, CONSENTS),
                PartCodec.read(in, NO_TRAITS, TRAITS),
                events,
                PartCodec.read(in, NO_ORDERS, ORDERS),
                PartCodec.read(in, NO_CART, CART),
                accumulators,
                PartCodec.read(in, NO_SLICES, SLICES),
                (int) in.unsigned());
    }

    private static EventTally readTally(ByteReader in) {
        long count = in.unsigned();
        Instant last = in.instant();
        return new EventTally(count, Instant.ofEpochMilli(last.toEpochMilli() - in.unsigned()), last);
    }

    static <T> void map(ByteWriter out, NameMap<T> map, BiConsumer<T, ByteWriter> write) {
        out.unsigned(map.size());
        map.forEach((name, value) -> {
            KnownNames.write(out, name);
            write.accept(value, out);
        });
    }

    static <T> NameMap<T> map(ByteReader in, Supplier<T> read) {
        int size = in.size();
        String[] names = new String[size];
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            names[i] = KnownNames.read(in);
            if (i > 0 && names[i - 1].compareTo(names[i]) >= 0) {
                throw new UnreadableState("names out of order");
            }
            values[i] = read.get();
        }
        return NameMap.ofSorted(names, values);
    }
}
