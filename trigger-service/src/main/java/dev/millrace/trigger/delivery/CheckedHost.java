package dev.millrace.trigger.delivery;

import dev.millrace.trigger.webhook.PublicAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where a host is, looked up once for each call and checked. */
sealed interface CheckedHost {

    record At(InetAddress address) implements CheckedHost {}

    record Refused(String reason) implements CheckedHost {}

    /** Of several addresses, all have to be public: whoever mixes in one of ours has something in mind. */
    static CheckedHost of(HostNames names, String host, boolean allowPrivate) {
        List<InetAddress> addresses;
        try {
            addresses = names.resolve(host);
        } catch (UnknownHostException e) {
            return new Refused("the host's name is not known");
        }
        if (addresses.isEmpty()) {
            return new Refused("the host's name is not known");
        }
        if (!allowPrivate && !addresses.stream().allMatch(PublicAddress::is)) {
            return new Refused("the host is at an address that is not public");
        }
        return new At(addresses.get(0));
    }
}
