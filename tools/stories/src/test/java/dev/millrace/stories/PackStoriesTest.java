package dev.millrace.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The ready-made campaigns do what their stories say, from the events of the shop to the messages. */
class PackStoriesTest {

    @TestFactory
    Stream<DynamicTest> should_go_as_the_story_says() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : Pack.stories()) {
            Story.Collection collection = Story.readAll(file);
            for (Story story : collection.stories()) {
                tests.add(DynamicTest.dynamicTest(collection.campaign() + ": " + story.name(), () -> assertThat(
                                new StoryRun(collection.campaign(), story).run())
                        .isEqualTo(expected(story))));
            }
        }
        return tests.stream();
    }

    @Test
    void should_tell_a_story_of_every_campaign() {
        List<String> told = Pack.stories().stream()
                .map(file -> Story.readAll(file).campaign())
                .toList();

        assertThat(told).containsAll(Pack.campaigns());
    }

    @Test
    void should_list_every_campaign_with_what_it_needs() {
        String list = Pack.readme();

        for (String campaign : Pack.campaigns()) {
            assertThat(list).contains("| `" + campaign + "` |");
            for (String pool : Pack.campaign(campaign).findValuesAsText("pool")) {
                assertThat(list).contains("`" + pool + "`");
            }
        }
    }

    @Test
    void should_have_every_template_that_a_campaign_names() {
        for (String campaign : Pack.campaigns()) {
            Pack.campaign(campaign).findValues("template").stream()
                    .map(JsonNode::asText)
                    .forEach(template -> assertThat(Pack.hasTemplate(template))
                            .describedAs(campaign + " sends " + template)
                            .isTrue());
        }
    }

    private static List<String> expected(Story story) {
        return story.expect().stream()
                .map(line -> {
                    String[] parts = line.split(" ", 2);
                    return story.instant(parts[0]) + " " + parts[1];
                })
                .toList();
    }
}
