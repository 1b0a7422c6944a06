package dev.millrace.trigger.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.reward.RewardWatches.Seen;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void should_make_codes_that_people_can_read_and_that_use_the_whole_alphabet() {
        CodeShape shape = new CodeShape("HELLO-", 10);
        Random chance = new Random(1);
        Set<String> codes = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String code = shape.make(chance);
            assertThat(code).matches("HELLO-[2-9A-HJKMNP-TV-Z]{10}");
            codes.add(code);
            code.substring(6).chars().forEach(seen::add);
        }

        assertThat(codes).hasSize(2_000);
        assertThat(seen).hasSize(30);
        assertThatThrownBy(() -> new CodeShape("", 7)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WELCOME-7KXQ | WELCOME-7KXQ",
                "welcome-7kxq | WELCOME-7KXQ",
                "' a1 , b2;c3 ' | A1,B2,C3",
                "'' | ''",
                "'  ' | ''",
            })
    void should_find_the_codes_that_an_order_names(String text, String keys) {
        assertThat(String.join(",", CodeText.keysIn(text))).isEqualTo(keys);
    }

    @Test
    void should_bound_what_an_order_can_name() {
        assertThat(CodeText.keysIn("A ".repeat(1_000))).hasSize(20);
        assertThat(CodeText.keysIn("A".repeat(101))).isEmpty();
        assertThat(CodeText.keysIn("caf\u00e9 \u0000 ok")).containsExactly("OK");
    }

    @Test
    void should_learn_codes_from_orders_as_text_list_or_objects() {
        ObjectNode properties = Json.object().put("coupon", "a1").put("order_id", "o-1");
        properties.putArray("coupons").add("b2").addObject().put("code", "c3");

        assertThat(RewardWatches.read(occurred("reward-order", properties)))
                .contains(new Seen.Order(List.of("A1", "B2", "C3"), "o-1", AT));
        assertThat(RewardWatches.read(occurred("reward-order", Json.object())))
                .contains(new Seen.Order(List.of(), null, AT));
        assertThat(RewardWatches.read(occurred("policy-consent", properties))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example/?ref=abc23456 | ABC23456",
                "https://shop.example/?a=b&ref=ABC23456&c=d | ABC23456",
                "https://shop.example/?ref=ABC23456#top | ABC23456",
                "https://shop.example/?href=ABC | ''",
                "https://shop.example/?ref= | ''",
                "https://shop.example/?ref=a%20b | ''",
                "'' | ''",
            })
    void should_learn_whose_link_was_followed(String url, String key) {
        Optional<Seen> seen =
                RewardWatches.read(occurred("reward-visit", Json.object().put("url", url)));

        assertThat(seen.map(it -> ((Seen.Visit) it).key()).orElse("")).isEqualTo(key);
    }

    private static SegmentTransition occurred(String watch, ObjectNode properties) {
        return new SegmentTransition(
                "t1",
                Kind.OCCURRED,
                CustomerId.user("1"),
                "1",
                watch,
                1,
                AT,
                AT,
                Cause.EVENT,
                "e1",
                1,
                List.of(),
                new Occurrence("any", properties, null, null));
    }
}
