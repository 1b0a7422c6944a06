package dev.millrace.ingest.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From which address a request came. {@code X-Forwarded-For} is believed as far as proxies of ours wrote it: read from its
 * end, up to the first address that is none of theirs; what stands before that the client may have made up. Addresses of
 * IPv6 count by their network of 64 bits, which is what a visitor is given.
 */
final class ClientAddress {

    private static final Pattern NETWORK = Pattern.compile("([0-9a-fA-F.:]{2,45})(?:/(\\d{1,3}))?");
    private static final int MOST_HOPS = 20;
    private static final int V4_BYTES = 4;
    private static final int NETWORK_BYTES = 8;

    private final List<IpSubnetFilterRule> proxies;

    /** @param proxies addresses or networks such as 10.0.0.0/8 */
    ClientAddress(List<String> proxies) {
        this.proxies = proxies.stream().map(ClientAddress::network).toList();
    }

    /** @return the same text for the same client; empty if nobody can tell */
    String of(@Nullable String remote, @Nullable String forwardedFor) {
        byte[] address = bytes(remote);
        if (address == null) {
            return "";
        }
        if (forwardedFor == null || !isProxy(address)) {
            return text(address);
        }
        String[] hops = forwardedFor.split(",", -1);
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS); i--) {
            byte[] hop = bytes(hops[i].strip());
            if (hop == null) {
                break;
            }
            address = hop;
            if (!isProxy(hop)) {
                break;
            }
        }
        return text(address);
    }

    private boolean isProxy(byte[] address) {
        InetSocketAddress socket = new InetSocketAddress(inet(address), 0);
        return proxies.stream().anyMatch(network -> network.matches(socket));
    }

    private static IpSubnetFilterRule network(String written) {
        Matcher matcher = NETWORK.matcher(written.strip());
        byte[] address = matcher.matches() ? bytes(matcher.group(1)) : null;
        if (address == null) {
            throw notANetwork(written);
        }
        int most = address.length * Byte.SIZE;
        int bits = matcher.group(2) == null ? most : Integer.parseInt(matcher.group(2));
        if (bits > most) {
            throw notANetwork(written);
        }
        return new IpSubnetFilterRule(inet(address), bits, IpFilterRuleType.ACCEPT);
    }

    private static IllegalArgumentException notANetwork(String written) {
        return new IllegalArgumentException("millrace.ingest.trusted-proxies has " + written
                + ", expected an address or a network such as 10.0.0.0/8");
    }

    /** Null if it is no address; nothing is looked up. Some proxies write a port behind it. */
    private static byte @Nullable [] bytes(@Nullable String written) {
        if (written == null || written.isEmpty() || written.length() > 60) {
            return null;
        }
        byte[] plain = NetUtil.createByteArrayFromIpAddressString(written);
        if (plain == null) {
            String bare = written.startsWith("[")
                    ? written.substring(1).replaceFirst("](:\\d{1,5})?$", "")
                    : written.replaceFirst(":\\d{1,5}$", "");
            plain = NetUtil.createByteArrayFromIpAddressString(bare);
        }
        // one of IPv4 that is written as IPv6 becomes what it is
        return plain == null ? null : inet(plain).getAddress();
    }

    private static String text(byte[] address) {
        if (address.length == V4_BYTES) {
            return NetUtil.bytesToIpAddress(address);
        }
        byte[] network = new byte[address.length];
        System.arraycopy(address, 0, network, 0, NETWORK_BYTES);
        return NetUtil.bytesToIpAddress(network);
    }

    private static InetAddress inet(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
