package dev.millrace.quickstart.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PackCodesTest {

    @Test
    void poolsAreThoseOfStepsAndOfReferralsIntoWhichCodesAreUploaded() throws IOException {
        ObjectNode campaign = (ObjectNode)
                new YAMLMapper()
                        .readTree(
                                """
                        steps:
                          - coupon: {pool: welcome}
                            else:
                              - coupon: {pool: made-up, generate: true}
                          - referral: {link: 'https://shop.example/', friend: {coupon: {pool: friends}}}
                        """);

        assertThat(PackCodes.pools(campaign)).containsExactly("friends", "welcome");
    }

    @Test
    void onlyTheDemonstrationMakesCodesUp() {
        assertThat(DemoParameters.shipped().codes()).isPositive();
        assertThat(DemoParameters.none().codes()).isZero();
    }
}
