package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.quickstart.platform.MillraceService;
import dev.millrace.quickstart.platform.Platform;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills each deciding service twice while shoppers come in, and counts: nothing lost, nothing twice. */
@ExtendWith(PlatformExtension.class)
class KillIT {

    private static final int SHOPPERS = 400;
    private static final Duration BETWEEN_SHOPPERS = Duration.ofMillis(100);
    private static final int KILLS = 6;
    private static final int SMTP_CONNECTIONS = 4;
    private static final Set<String> FINAL =
            Set.of("accepted", "rejected", "suppressed", "expired", "cancelled", "held", "unknown");

    @Test
    void shouldLoseNothingAndRepeatNothing(Platform platform) throws InterruptedException {
        Shop shop = new Shop(platform);
        Log log = new Log(platform);
        AtomicInteger arrived = new AtomicInteger();
        ScheduledExecutorService shoppers = Executors.newSingleThreadScheduledExecutor();
        shoppers.scheduleAtFixedRate(
                () -> arrives(shop, arrived.getAndIncrement()), 0, BETWEEN_SHOPPERS.toMillis(), TimeUnit.MILLISECONDS);

        for (int kill = 0; kill < KILLS; kill++) {
            int before = arrived.get();
            await().atMost(Duration.ofSeconds(60)).until(() -> arrived.get() >= before + 40);
            platform.service(target(kill)).kill();
            platform.service(target(kill)).start();
        }
        await().atMost(Duration.ofSeconds(120)).until(() -> arrived.get() >= SHOPPERS);
        shoppers.shutdown();
        assertThat(shoppers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        List<String> all =
                IntStream.range(0, arrived.get()).mapToObj(KillIT::name).toList();

        awaitEveryLeadWelcomed(log, all);
        transitionsAreToldOnce(log);
        // more mail may go out while we count: what lies in the inbox now must be known to the ledger then
        List<String> sent = mailIds(shop);
        Map<String, String> states = awaitFinalStates(shop, log);
        mailsAreSentOnce(sent, mailIds(shop), states);
    }

    private static MillraceService target(int kill) {
        return List.of(MillraceService.SEGMENT, MillraceService.TRIGGER, MillraceService.MAILER)
                .get(kill % 3);
    }

    private static void arrives(Shop shop, int number) {
        if (number >= SHOPPERS) {
            return;
        }
        shop.signsUp(name(number));
        shop.putsIntoCart(name(number));
        if (number % 4 == 0 && number > 0) {
            shop.orders(name(number - 1));
        }
    }

    private static String name(int number) {
        return "kill-" + number;
    }

    /** Everybody signed up before anything else they did, so everybody is greeted, and whoever did not order is reminded. */
    private static void awaitEveryLeadWelcomed(Log log, List<String> users) {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < Math.min(users.size(), SHOPPERS); i++) {
            boolean ordered = i % 4 == 3 && i + 1 < SHOPPERS;
            if (!ordered) {
                expected.add("welcome " + users.get(i));
                expected.add("abandoned-cart-1 " + users.get(i));
                expected.add("abandoned-cart-2 " + users.get(i));
            }
        }
        await().atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(requests(log)
                                .map(it -> it.template() + " "
                                        + it.customer().value().substring("user:".length()))
                                .collect(Collectors.toSet()))
                        .containsAll(expected));
    }

    private static void transitionsAreToldOnce(Log log) {
        Map<String, Long> sequences = new HashMap<>();
        List<SegmentTransition> transitions = log.all(log.topics.transitions());
        for (SegmentTransition transition : transitions) {
            String customer = transition.customer().value();
            assertThat(transition.sequence())
                    .describedAs("the sequence of %s", customer)
                    .isEqualTo(sequences.getOrDefault(customer, 0L) + 1);
            sequences.put(customer, transition.sequence());
        }
        assertThat(transitions).extracting(SegmentTransition::id).doesNotHaveDuplicates();
    }

    private static Map<String, String> awaitFinalStates(Shop shop, Log log) {
        Set<String> ids = requests(log).map(MessageCommand::id).collect(Collectors.toSet());
        Map<String, String> states = new HashMap<>();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    for (String id : ids) {
                        if (!FINAL.contains(states.getOrDefault(id, ""))) {
                            Optional<String> state = shop.messageState(id);
                            state.ifPresent(it -> states.put(id, it));
                        }
                    }
                    assertThat(states.keySet()).isEqualTo(ids);
                    assertThat(FINAL).containsAll(new HashSet<>(states.values()));
                });
        return states;
    }

    private static void mailsAreSentOnce(List<String> before, List<String> after, Map<String, String> states) {
        Set<String> accepted = in(states, "accepted");
        Set<String> unknown = in(states, "unknown");
        assertThat(after).doesNotHaveDuplicates().containsAll(accepted);
        assertThat(before).allMatch(id -> accepted.contains(id) || unknown.contains(id));
        assertThat(unknown).hasSizeLessThanOrEqualTo(SMTP_CONNECTIONS * KILLS / 3);
    }

    private static List<String> mailIds(Shop shop) {
        return shop.inbox().stream()
                .filter(mail -> mail.to().startsWith("kill-"))
                .map(Shop.Mail::id)
                .toList();
    }

    private static Set<String> in(Map<String, String> states, String state) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().equals(state))
                .map(entry -> Shop.mailId(entry.getKey()))
                .collect(Collectors.toSet());
    }

    private static Stream<MessageCommand.MessageRequested> requests(Log log) {
        return log.all(log.topics.marketingMessages()).stream()
                .filter(MessageCommand.MessageRequested.class::isInstance)
                .map(MessageCommand.MessageRequested.class::cast)
                .filter(it -> it.customer().value().startsWith("user:kill-"));
    }
}
