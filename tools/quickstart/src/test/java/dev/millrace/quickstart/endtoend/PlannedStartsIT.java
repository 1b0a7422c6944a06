package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.platform.Platform;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Campaigns that start because it is time, through the real processes, up to the mail in the inbox. */
@ExtendWith(PlatformExtension.class)
class PlannedStartsIT {

    private Shop shop;
    private ServiceClient campaigns;
    private ServiceClient segments;

    @BeforeEach
    void open(Platform platform) {
        shop = new Shop(platform);
        campaigns = ServiceClient.withAdminKey(
                platform.addresses().trigger(), platform.keys().adminKey());
        segments = ServiceClient.withAdminKey(
                platform.addresses().segment(), platform.keys().adminKey());
    }

    @Test
    void shouldReachTheMembersOfASegmentByABroadcast() {
        List.of("bea", "bob").forEach(shop::signsUp);
        List.of("bea", "bob").forEach(user -> awaitSubject(user, "Good to have you"));
        segments.put(
                "/api/segments/of-the-broadcast",
                Json.object().put("name", "b").put("expression", "trait.firstName in (\"bea\", \"bob\")"));
        awaitMembers("of-the-broadcast", 2);
        ObjectNode campaign = Json.object().put("name", "To all");
        campaign.putObject("start")
                .putObject("broadcast")
                .put("segment", "of-the-broadcast")
                .put("at", InstantSource.system().instant().toString())
                .put("rate", "1/s");
        campaign.putArray("steps").addObject().putObject("send").put("template", "early-access");
        campaigns.put("/api/campaigns/to-all", campaign);

        List.of("bea", "bob").forEach(user -> awaitSubject(user, "You are in before everybody else"));
        JsonNode progress = campaigns.get("/api/campaigns/to-all/broadcast");
        assertThat(progress.path("state").asText()).isEqualTo("done");
        assertThat(progress.path("started").asInt()).isEqualTo(2);
    }

    @Test
    void shouldWriteOnTheBirthday() {
        ObjectNode campaign = Json.object().put("name", "Today").put("validFor", "2d");
        campaign.putObject("start").put("date", "trait.birthday").put("at", "00:00");
        campaign.putArray("steps").addObject().putObject("send").put("template", "birthday");
        campaigns.put("/api/campaigns/today", campaign);
        await().atMost(Duration.ofSeconds(60)).until(() -> StreamSupport.stream(
                        segments.get("/api/segments").path("segments").spliterator(), false)
                .anyMatch(segment -> segment.path("id").asText().startsWith("campaign-date-")
                        && segment.path("active").asBoolean()));

        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        shop.signsUp(
                "bella",
                Json.object()
                        .put("birthday", "1990" + today.toString().substring(4))
                        .put("timezone", "UTC"));

        awaitSubject("bella", "Happy birthday");
    }

    private void awaitSubject(String user, String begin) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(shop.mailsTo(user))
                        .extracting(Shop.Mail::subject)
                        .anyMatch(subject -> subject.startsWith(begin)));
    }

    private void awaitMembers(String segment, int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        segments.get("/api/segments/" + segment).path("count").asInt() == count);
    }
}
