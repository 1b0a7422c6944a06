package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.quickstart.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an event over HTTP to a mail in the inbox and back, through the real processes. */
@ExtendWith(PlatformExtension.class)
class FirstFlowIT {

    private static final Set<String> STARTING = Set.of("leads", "abandoned-cart");
    private static final Pattern CLICK = Pattern.compile("href=\"(http://127[^\"]*/t/c/[^\"]+)\"");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("href=\"(http://127[^\"]*/u/[^\"]+)\"");
    private static final String FIRST_REMINDER = "Your cart is waiting, ";

    private Shop shop;
    private Log log;

    @BeforeEach
    void open(Platform platform) {
        shop = new Shop(platform);
        log = new Log(platform);
    }

    @Test
    void shouldRemindOfACartTwiceUnlessAnOrderComesFirst() {
        shop.signsUp("fred");
        shop.putsIntoCart("fred");
        shop.signsUp("olga");
        shop.putsIntoCart("olga");
        awaitMails("fred", 2);
        awaitMails("olga", 2);
        assertThat(subjects("olga")).anyMatch(subject -> subject.startsWith(FIRST_REMINDER));

        shop.orders("olga");
        awaitMails("fred", 3);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(transitions("olga"))
                .containsExactly("entered leads", "entered abandoned-cart", "exited abandoned-cart", "exited leads"));
        assertThat(subjects("olga")).hasSize(2);
        assertThat(subjects("fred")).hasSize(3);
    }

    @Test
    void shouldTellWhatTheReaderDid() {
        shop.signsUp("clara");
        awaitMails("clara", 1);
        Shop.Mail mail = shop.mailsTo("clara").get(0);
        String html = shop.html(mail);

        int answer = shop.visit(first(CLICK, html)).statusCode();

        assertThat(answer).isEqualTo(302);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(shop.customer("clara")
                        .path("events")
                        .path("email_clicked")
                        .path("count")
                        .asInt())
                .isEqualTo(1));
        assertThat(log.all(log.topics.engagementEvents()))
                .filteredOn(event -> event.customer().value().equals("user:clara"))
                .filteredOn(event -> event.kind() == EngagementEvent.Kind.CLICKED)
                .singleElement()
                .satisfies(event -> assertThat(Shop.mailId(event.message())).isEqualTo(mail.id()));
    }

    @Test
    void shouldSendNothingAfterAnUnsubscribe() {
        shop.signsUp("uma");
        awaitMails("uma", 1);
        String page = first(UNSUBSCRIBE, shop.html(shop.mailsTo("uma").get(0)));
        assertThat(shop.visit(page).statusCode()).isEqualTo(200);

        shop.unsubscribes(page);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(shop.customer("uma")
                        .path("consent")
                        .path("email")
                        .path("status")
                        .asText())
                .isEqualTo("unsubscribed"));
        shop.putsIntoCart("uma");
        shop.signsUp("vera");
        shop.putsIntoCart("vera");
        awaitMails("vera", 2);

        assertThat(transitions("uma")).containsExactly("entered leads", "exited leads");
        assertThat(subjects("uma")).hasSize(1);
    }

    private void awaitMails(String user, int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(shop.mailsTo(user)).hasSize(count));
    }

    private List<String> subjects(String user) {
        return shop.mailsTo(user).stream().map(Shop.Mail::subject).toList();
    }

    /** Of the segments that start campaigns; the pack has many more. */
    private List<String> transitions(String user) {
        return log.all(log.topics.transitions()).stream()
                .filter(transition -> STARTING.contains(transition.segment()))
                .filter(transition -> transition.customer().value().equals("user:" + user))
                .map(FirstFlowIT::words)
                .toList();
    }

    private static String words(SegmentTransition transition) {
        return transition.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + transition.segment();
    }

    private static String first(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        assertThat(matcher.find()).describedAs("%s in the mail", pattern).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }
}
