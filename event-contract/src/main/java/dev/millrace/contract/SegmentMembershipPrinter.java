package dev.millrace.contract;

import static dev.millrace.contract.JsonBytes.ascii;
import static dev.millrace.contract.JsonBytes.name;

/** Writes a membership exactly as {@link Json#mapper()} does: one goes with each transition into a segment. */
final class SegmentMembershipPrinter {

    private static final byte[] CUSTOMER = ascii("{\"customer\":");
    private static final byte[] USER_ID = name("userId");
    private static final byte[] SEGMENT = name("segment");
    private static final byte[] VERSION = name("version");
    private static final byte[] SINCE = name("since");
    private static final byte[] END = ascii("}");

    private SegmentMembershipPrinter() {}

    static byte[] print(SegmentMembership membership) {
        JsonBytes json =
                JsonBytes.ofThread().raw(CUSTOMER).text(membership.customer().value());
        if (membership.userId() != null) {
            json.raw(USER_ID).text(membership.userId());
        }
        json.raw(SEGMENT).text(membership.segment());
        json.raw(VERSION).number(membership.version());
        json.raw(SINCE).plain(InstantPrinter.print(membership.since()));
        return json.raw(END).take();
    }
}
