package dev.millrace.trigger.webhook;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses are out in the internet. All others could be something of ours that trusts whoever comes from inside, such
 * as the service that hands machines of a cloud their credentials. IPv4 by what is not public, IPv6 by what is, because most
 * of that is not assigned (IANA's special-purpose registries, RFC 6890).
 */
public final class PublicAddress {

    private record Block(byte[] prefix, int length) {

        static Block of(String text) {
            String[] parts = text.split("/");
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }

        boolean contains(byte[] address) {
            int dropped = prefix.length * 8 - length;
            return address.length == prefix.length
                    && new BigInteger(1, address)
                            .shiftRight(dropped)
                            .equals(new BigInteger(1, prefix).shiftRight(dropped));
        }
    }

    private static final List<Block> NOT_PUBLIC_V4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a provider's customers
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // a cloud's own services
            "169.254.0.0/16", // link-local, with what clouds tell machines of themselves
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays to IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    private static final Block PUBLIC_V6 = Block.of("2000::/3");

    private static final List<Block> NOT_PUBLIC_V6 = blocks(
            "2001::/23", // protocol assignments, tunnels with an IPv4 address inside
            "2001:db8::/32", // documentation
            "2002::/16", // tunnels with an IPv4 address inside
            "3fff::/20"); // documentation

    private PublicAddress() {}

    public static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_V4.stream().noneMatch(block -> block.contains(bytes));
        }
        return PUBLIC_V6.contains(bytes) && NOT_PUBLIC_V6.stream().noneMatch(block -> block.contains(bytes));
    }

    private static List<Block> blocks(String... texts) {
        return List.of(texts).stream().map(Block::of).toList();
    }
}
