package dev.millrace.trigger.journey;

import dev.millrace.trigger.campaign.Anniversary;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Pause;
import dev.millrace.trigger.campaign.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction of a {@link Program}. After it comes the next one, unless it says where to go on.
 */
public sealed interface Instruction {

    /** The name of the campaign's step that it belongs to. */
    String step();

    /** Goes on only if the expression holds that was asked under this name; else the customer was not meant at all. */
    record Admit(String step, String question) implements Instruction {}

    /** Waits until the day comes; goes on only if it is the day of the one who is meant. */
    record OnDay(String step, Anniversary anniversary) implements Instruction {}

    /** @param unsent where to go on if there is nothing that could be sent again */
    record Send(Step.Send message, int unsent) implements Instruction {

        @Override
        public String step() {
            return message.name();
        }

        Step.@Nullable Resend resend() {
            return message.resend();
        }
    }

    /** Sends the message of another step once more, to those who did not open it. */
    record Resend(String step, Send first) implements Instruction {}

    record Wait(String step, Pause pause) implements Instruction {}

    /**
     * @param question under which name it is asked in the end whether it happened; null asks the customer's segments
     * @param otherwise where to go on if it did not happen in time
     */
    record Await(String step, Awaited awaited, Duration atMost, @Nullable String question, int otherwise)
            implements Instruction {}

    /** @param otherwise where to go on unless the expression holds that was asked under this name */
    record Branch(String step, String question, int otherwise) implements Instruction {}

    /** @param targets where to go on, by the weight at the same place */
    record Split(String step, List<Integer> weights, List<Integer> targets) implements Instruction {

        public Split {
            weights = List.copyOf(weights);
            targets = List.copyOf(targets);
        }
    }

    record Jump(String step, int target) implements Instruction {}

    record Set(String step, Step.Set values) implements Instruction {}

    /** @param otherwise where to go on if there is no code left and the step says what to do then */
    record Coupon(String step, Step.Coupon values, int otherwise) implements Instruction {}

    /** @param otherwise where to go on if the balance does not suffice and the step says what to do then */
    record Points(String step, Step.Points values, int otherwise) implements Instruction {}

    record Referral(String step, Step.Referral values) implements Instruction {}

    record Call(String step, Step.Webhook webhook) implements Instruction {}

    record End(String step) implements Instruction {}
}
