package dev.millrace.trigger.campaign;

import dev.millrace.trigger.reward.CodeShape;
import dev.millrace.trigger.reward.CodeText;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.Gift;
import dev.millrace.trigger.reward.ReferralTerms;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the steps that give something away, and the one that calls another service. */
final class RewardReader {

    private static final int MOST_POINTS = 1_000_000;
    private static final int MOST_TRAITS = 20;
    private static final int LONGEST_TEXT = 100;
    private static final String AN_AMOUNT = "an amount such as 40 or 39.90";

    private final Values values;

    RewardReader(Values values) {
        this.values = values;
    }

    @Nullable
    CouponTerms coupon(DocumentPart part) {
        if (!part.isObject()) {
            part.problem(part.found() + "; expected a pool, such as {pool: welcome, expiresAfter: 14d}");
            return null;
        }
        part.allowOnly("pool", "generate", "expiresAfter", "minimumOrder", "currency", "channel");
        DocumentPart poolPart = part.child("pool");
        String pool = Values.id(poolPart);
        CodeShape shape = part.has("generate") ? shape(part.child("generate")) : null;
        Duration expires = part.has("expiresAfter") ? values.duration(part.child("expiresAfter")) : null;
        BigDecimal minimum = part.has("minimumOrder") ? amount(part.child("minimumOrder")) : null;
        String currency = part.has("currency") ? currency(part.child("currency")) : null;
        String channel = part.has("channel") ? text(part.child("channel"), "a channel such as online or stores") : null;
        if (minimum != null && !part.has("currency")) {
            part.child("currency").problem("is missing; expected the currency of minimumOrder, such as EUR");
        }
        if (pool == null) {
            return null;
        }
        if (!part.has("generate")) {
            values.refer(new Reference.Pool(pool, poolPart.path()));
        }
        return new CouponTerms(pool, shape, expires, minimum, currency, channel);
    }

    private CodeShape shape(DocumentPart part) {
        if (!part.isObject()) {
            if (!part.value().isBoolean() || !part.value().booleanValue()) {
                part.problem(part.found() + "; expected true, or how codes look, such as {prefix: HELLO-, length: 10}");
            }
            return new CodeShape("", CodeShape.USUAL);
        }
        part.allowOnly("prefix", "length");
        String prefix = part.has("prefix") ? values.text(part.child("prefix"), "a prefix such as HELLO-") : "";
        int length = values.whole(part.optional("length"), CodeShape.USUAL, CodeShape.SHORTEST, CodeShape.LONGEST);
        if (prefix == null) {
            prefix = "";
        }
        if (prefix.length() > CodeShape.LONGEST_PREFIX
                || CodeText.problem(prefix + "X").isPresent()) {
            part.child("prefix").problem("expected at most " + CodeShape.LONGEST_PREFIX + " letters, digits and signs");
            prefix = "";
        }
        return new CodeShape(prefix, length);
    }

    Step.@Nullable Amount points(DocumentPart part) {
        if (!part.isObject() || part.has("earn") == part.has("spend")) {
            part.problem("expected either {earn: 100} or {spend: 100}");
            return null;
        }
        part.allowOnly("earn", "spend", "forEach");
        if (part.has("spend")) {
            if (part.has("forEach")) {
                part.child("forEach")
                        .problem("belongs to earn, for each such amount of the order that starts the campaign");
            }
            return new Step.Amount.Spend(pointsIn(part.child("spend")));
        }
        int points = pointsIn(part.child("earn"));
        if (!part.has("forEach")) {
            return new Step.Amount.Earn(points);
        }
        BigDecimal each = amount(part.child("forEach"));
        if (each != null && each.signum() == 0) {
            part.child("forEach").problem("is 0; expected an amount above it");
            return null;
        }
        return each == null ? null : new Step.Amount.EarnForEach(points, each);
    }

    private static int pointsIn(DocumentPart part) {
        return part.whole(1, MOST_POINTS, 1);
    }

    @Nullable
    Step referral(DocumentPart step, DocumentPart part, String name) {
        step.allowOnly("referral", "name");
        if (!part.isObject()) {
            part.problem(part.found() + "; expected what each side gets, such as"
                    + " {link: https://shop.example/, reward: {points: 500}, friend: {points: 200}}");
            return null;
        }
        part.allowOnly("link", "reward", "friend", "hold", "within");
        String link = link(part.child("link"));
        Gift reward = gift(part.optional("reward"));
        Gift friend = gift(part.optional("friend"));
        Duration hold = values.durationOr(part.optional("hold"), ReferralTerms.USUAL_HOLD);
        Duration within = values.durationOr(part.optional("within"), ReferralTerms.USUAL_WITHIN);
        if (reward instanceof Gift.Nothing && friend instanceof Gift.Nothing) {
            part.problem("rewards nobody; expected reward, friend or both");
            return null;
        }
        return link == null || reward == null || friend == null
                ? null
                : new Step.Referral(name, new ReferralTerms(reward, friend, link, hold, within));
    }

    private @Nullable Gift gift(@Nullable DocumentPart part) {
        if (part == null) {
            return new Gift.Nothing();
        }
        if (!part.isObject() || part.has("points") == part.has("coupon")) {
            part.problem("expected either {points: 100} or {coupon: {pool: friends}}");
            return null;
        }
        part.allowOnly("points", "coupon");
        if (part.has("points")) {
            return new Gift.Points(pointsIn(part.child("points")));
        }
        CouponTerms terms = coupon(part.child("coupon"));
        return terms == null ? null : new Gift.Code(terms);
    }

    private @Nullable String link(DocumentPart part) {
        String text = values.text(part, "the page for friends, such as https://shop.example/");
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && List.of("https", "http").contains(uri.getScheme())) {
                return text;
            }
        } catch (URISyntaxException e) {
            // told below, as any other text that is no address
        }
        part.problem(part.found() + "; expected an address such as https://shop.example/");
        return null;
    }

    @Nullable
    Step webhook(DocumentPart step, DocumentPart part, String name) {
        step.allowOnly("webhook", "name");
        if (!part.isObject()) {
            part.problem(part.found() + "; expected a target, such as {target: erp}");
            return null;
        }
        part.allowOnly("target", "traits");
        DocumentPart targetPart = part.child("target");
        String target = Values.id(targetPart);
        List<String> traits = new ArrayList<>();
        DocumentPart list = part.optional("traits");
        if (list != null
                && (!list.isList() || list.items().isEmpty() || list.items().size() > MOST_TRAITS)) {
            list.problem(list.found() + "; expected a list of 1 to " + MOST_TRAITS + " traits such as firstName");
        } else if (list != null) {
            for (DocumentPart item : list.items()) {
                String trait = text(item, "a trait such as firstName");
                if (trait != null) {
                    traits.add(trait);
                }
            }
        }
        if (target == null) {
            return null;
        }
        values.refer(new Reference.Target(target, targetPart.path()));
        return new Step.Webhook(name, target, traits);
    }

    private @Nullable String text(DocumentPart part, String expected) {
        String text = values.text(part, expected);
        if (text != null && text.length() > LONGEST_TEXT) {
            part.problem("has " + text.length() + " characters; expected at most " + LONGEST_TEXT);
            return null;
        }
        return text;
    }

    private @Nullable String currency(DocumentPart part) {
        String text = values.text(part, "a currency such as EUR");
        try {
            return text == null ? null : Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            part.problem(part.found() + "; expected a currency such as EUR");
            return null;
        }
    }

    private @Nullable BigDecimal amount(DocumentPart part) {
        String text = part.scalar(AN_AMOUNT);
        String filled = text == null ? null : values.filledIn(text, part);
        if (filled == null) {
            return null;
        }
        if (!filled.matches("[0-9]{1,9}(\\.[0-9]{1,4})?")) {
            part.problem(part.found() + "; expected " + AN_AMOUNT);
            return null;
        }
        return new BigDecimal(filled);
    }
}
