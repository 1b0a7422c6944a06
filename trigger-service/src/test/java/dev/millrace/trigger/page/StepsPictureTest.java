package dev.millrace.trigger.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.page.StepsPicture.Box;
import dev.millrace.trigger.page.StepsPicture.Line;
import java.awt.Rectangle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepsPictureTest {

    private static final String NESTED =
            """
            name: Nested
            start: {entered: leads}
            steps:
              - send: {template: hello}
              - split:
                  - weight: 1
                    steps:
                      - if: cart.count > 0 and trait.a_rather_long_name = "something that does not fit on a line"
                        then:
                          - send: {template: cart}
                        else:
                          - wait: 90m
                          - send: {variants: [{template: a, weight: 1}, {template: b, weight: 1}]}
                  - weight: 1
                    steps: []
              - wait: {event: Order Completed, atMost: 7d}
              - set: {tag: done}
            """;

    @Test
    void should_put_steps_below_each_other_and_ways_side_by_side() {
        StepsPicture picture = picture("name: Plain\nstart: {entered: leads}\nsteps: [{if: cart.count > 0, then:"
                + " [{send: {template: a}}], else: [{send: {template: b}}]}, {wait: 1d}, {send: {template: c}}]");

        Box condition = box(picture, "if-1");
        Box then = box(picture, "if-1.then.send-1");
        Box otherwise = box(picture, "if-1.else.send-1");
        Box wait = box(picture, "wait-2");
        assertThat(then.y()).isEqualTo(otherwise.y()).isGreaterThan(condition.y());
        assertThat(then.x()).isLessThan(condition.x());
        assertThat(otherwise.x()).isGreaterThan(condition.x());
        assertThat(wait.x()).isEqualTo(condition.x());
        assertThat(wait.y()).isGreaterThan(then.y());
        assertThat(picture.lines()).extracting(Line::label).contains("then", "else");
    }

    @Test
    void should_let_no_two_boxes_touch_and_all_lie_within_the_picture() {
        StepsPicture picture = picture(NESTED);
        Rectangle whole = new Rectangle(picture.width(), picture.height());
        List<Rectangle> boxes = picture.boxes().stream()
                .map(box -> new Rectangle(box.x(), box.y(), box.width(), box.height()))
                .toList();

        assertThat(boxes).hasSize(10).allMatch(whole::contains);
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(boxes.get(i).intersects(boxes.get(j))).isFalse();
            }
        }
    }

    @Test
    void should_lead_every_line_from_below_a_box_to_the_top_of_another() {
        StepsPicture picture = picture(NESTED);

        for (Line line : picture.lines()) {
            String[] corners = line.path().substring("M ".length()).split(" L ");
            assertThat(picture.boxes())
                    .anyMatch(box -> corners[0].equals(box.x() + box.width() / 2 + " " + (box.y() + box.height())));
            assertThat(picture.boxes())
                    .anyMatch(box -> corners[corners.length - 1].equals(box.x() + box.width() / 2 + " " + box.y()));
        }
    }

    @Test
    void should_say_in_words_what_it_shows_and_what_would_happen() {
        StepsPicture picture = StepsPicture.of(
                campaign(NESTED), Map.of("send-1", "sent 3, held no-consent 1"), Map.of("split-2.1", 4L));

        assertThat(picture.text())
                .contains("start: enters leads", "send-1: Send hello (sent 3, held no-consent 1)", "Send a or b")
                .contains("Wait 90m", "Wait for: Order Completed, at most 7d", "Set tag done");
        assertThat(picture.lines()).extracting(Line::label).contains("1 (4)", "2");
        assertThat(box(picture, "split-2.1.if-1").texts())
                .hasSizeLessThanOrEqualTo(3)
                .allSatisfy(text -> assertThat(text.text()).hasSizeLessThanOrEqualTo(35));
    }

    private static StepsPicture picture(String document) {
        return StepsPicture.of(campaign(document), Map.of(), Map.of());
    }

    private static Campaign campaign(String document) {
        return ((Reading.Accepted) CampaignText.read("drawn", document)).campaign();
    }

    private static Box box(StepsPicture picture, String step) {
        return picture.boxes().stream()
                .filter(box -> box.step().equals(step))
                .findFirst()
                .orElseThrow();
    }
}
