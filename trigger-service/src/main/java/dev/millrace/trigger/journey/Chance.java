package dev.millrace.trigger.journey;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.digest.StableDigest;
import java.util.List;

/** Chooses by chance, and always the same for the same parts: whoever asks again gets the same answer. */
final class Chance {

    private Chance() {}

    /** Whether a customer gets nothing from a campaign; every time they come, because they are compared with the others. */
    static boolean isHeldOut(Campaign campaign, String customer) {
        return StableDigest.below(Campaign.WHOLE, "hold-out", campaign.id(), customer) < campaign.holdOut();
    }

    /** The place of one of the weights, each as likely as it is large. */
    static int pick(List<Integer> weights, String enrolment, String step) {
        int all = weights.stream().mapToInt(Integer::intValue).sum();
        long left = StableDigest.below(all, "way", enrolment, step);
        for (int i = 0; i < weights.size(); i++) {
            left -= weights.get(i);
            if (left < 0) {
                return i;
            }
        }
        throw new IllegalStateException("what is left is below the sum of the weights");
    }
}
