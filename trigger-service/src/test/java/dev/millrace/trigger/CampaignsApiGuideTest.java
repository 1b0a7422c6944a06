package dev.millrace.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends every request that these pages show and compares the answers, from top to bottom. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class CampaignsApiGuideTest {

    @ParameterizedTest
    @CsvSource({"docs/campaigns.md, 15", "docs/webhook-delivery.md, 7", "docs/reports.md, 3", "docs/audiences.md, 3"})
    void should_answer_as_the_guide_says(String page, int examples) throws IOException {
        FakeNeighbours.customer("user:guide");
        ApiGuide guide = ApiGuide.of(page);

        assertThat(guide.size()).isEqualTo(examples);
        FakeNeighbours.customer("user:guide", "leads");
        guide.run();
    }
}
