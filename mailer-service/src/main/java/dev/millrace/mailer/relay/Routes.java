package dev.millrace.mailer.relay;

import dev.millrace.contract.MessageCommand.MessageClass;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which relay a mail goes over: the one of the recipient's domain, else the one of its class, else the default.
 *
 * @param relays the names of all relays but {@link #DEFAULT}
 * @param byDomain names of relays by domain in small letters
 */
public record Routes(Set<String> relays, Map<MessageClass, String> byClass, Map<String, String> byDomain) {

    /** The relay that is always there. */
    public static final String DEFAULT = "default";

    /** @throws IllegalArgumentException if a relay is named that is not there */
    public Routes {
        relays = Set.copyOf(relays);
        byClass = Map.copyOf(byClass);
        byDomain = Map.copyOf(byDomain);
        if (relays.contains(DEFAULT)) {
            throw new IllegalArgumentException(
                    "millrace.smtp.relays.default: the relay of that name is set by millrace.smtp.host and its neighbours");
        }
        Set<String> known = relays;
        Stream.concat(byClass.values().stream(), byDomain.values().stream())
                .filter(name -> !name.equals(DEFAULT) && !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("millrace.smtp.routes names the relay \"" + name
                            + "\", which is none of those in millrace.smtp.relays: " + known);
                });
    }

    /** The names of all relays, the default one first. */
    public Set<String> all() {
        Set<String> all = new LinkedHashSet<>(Set.of(DEFAULT));
        relays.stream().sorted().forEach(all::add);
        return all;
    }

    public String of(MessageClass messageClass, String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        String ofDomain = byDomain.get(domain);
        return ofDomain != null ? ofDomain : byClass.getOrDefault(messageClass, DEFAULT);
    }
}
