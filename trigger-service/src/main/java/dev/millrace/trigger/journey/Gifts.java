package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.campaign.Step.Amount;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.reward.Coupon.State;
import dev.millrace.trigger.reward.ReferralCode;
import dev.millrace.trigger.reward.RewardEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The steps of one walk that give the customer something, or tell another service. */
final class Gifts {

    /** Of one order: nobody earns more by a mistake in a currency. */
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(10_000_000);

    private final Enrolment.Origin origin;
    private final Rewards rewards;
    private final Instant now;
    private int told;

    Gifts(Enrolment.Origin origin, Rewards rewards, Instant now) {
        this.origin = origin;
        this.rewards = rewards;
        this.now = now;
    }

    /** Empty when there is no code left. */
    Optional<Effect> coupon(Instruction.Coupon at) {
        return rewards.issue(origin, at.step(), at.values().terms(), now)
                .map(coupon -> given(
                        at.step(),
                        "coupon",
                        RewardEvents.coupon(origin.customer(), coupon, State.ISSUED, instant()),
                        coupon.pool()));
    }

    /** Empty when the balance does not suffice. */
    Optional<Effect> points(Instruction.Points at) {
        long amount = amount(at.values().amount());
        return rewards.points(origin, at.step(), amount, now)
                .map(moved -> given(
                        at.step(),
                        "points",
                        RewardEvents.points(origin.customer(), moved.entry(), amount, moved.balance(), instant()),
                        Long.toString(amount)));
    }

    /** Whether the order that began it was too small, or there was none. */
    boolean isNothing(Instruction.Points at) {
        return amount(at.values().amount()) == 0;
    }

    /** Less than 0 is spent. */
    private long amount(Amount amount) {
        if (amount instanceof Amount.Earn earn) {
            return earn.points();
        }
        if (amount instanceof Amount.Spend spend) {
            return -spend.points();
        }
        Amount.EarnForEach forEach = (Amount.EarnForEach) amount;
        return earned(forEach, origin.trigger().orderTotal());
    }

    private static long earned(Amount.EarnForEach forEach, @Nullable BigDecimal total) {
        return total == null || total.signum() <= 0
                ? 0
                : total.divideToIntegralValue(forEach.each())
                        .multiply(BigDecimal.valueOf(forEach.points()))
                        .min(MOST_POINTS)
                        .longValue();
    }

    Effect referral(Instruction.Referral at) {
        ReferralCode code = rewards.referral(origin, at.values().terms(), now);
        ShopEvent event = RewardEvents.referralCode(origin.customer(), code, instant());
        return given(at.step(), "referral", event, code.code());
    }

    Effect call(Instruction.Call at, Knowledge knowledge, Instant due) {
        ObjectNode traits = knowledge instanceof Knowledge.Customer known ? known.traits() : Json.object();
        Effect.Webhook webhook = Drafts.call(origin, at.webhook(), traits, rewards.fields(origin.customer()), now);
        return new Effect.Call(at.step(), webhook, new TreeMap<>(Map.of("due", due.toString())));
    }

    private Effect given(String step, String what, ShopEvent event, String value) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("event", event.id());
        inputs.put(what, value);
        return new Effect.Given(step, what, event, inputs);
    }

    /** The newest statement wins, so no two of a walk have the same instant. */
    private Instant instant() {
        return now.plusMillis(told++);
    }
}
