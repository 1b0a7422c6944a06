package dev.millrace.trigger.campaign;

import dev.millrace.contract.Json;
import dev.millrace.contract.ProductKind;
import dev.millrace.trigger.reward.CouponTerms;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a campaign document. A wait that nothing follows is a fault: it would only delay the end. */
final class StepReader {

    private static final int MOST_STEPS = 100;
    private static final int DEEPEST = 5;
    private static final int MOST_WEIGHT = 1000;
    private static final List<String> KINDS =
            List.of("send", "wait", "if", "split", "set", "coupon", "points", "referral", "webhook");

    private final Values values;
    private final AwaitedReader awaited;
    private final RewardReader rewards;
    private final TraitReader traits = new TraitReader();
    private final Set<String> names = new HashSet<>();
    private int count;

    StepReader(Values values) {
        this.values = values;
        this.awaited = new AwaitedReader(values);
        this.rewards = new RewardReader(values);
    }

    List<Step> read(DocumentPart part) {
        List<Step> steps = list(part, "", 1, false);
        if (count > MOST_STEPS) {
            part.problem("found " + count + " steps; expected at most " + MOST_STEPS);
        }
        return steps;
    }

    /** @param followed whether anything comes after the list */
    private List<Step> list(DocumentPart part, String within, int depth, boolean followed) {
        List<DocumentPart> items = part.isList() ? part.items() : List.of();
        if (items.isEmpty()) {
            part.problem((part.isList() ? "found no steps" : part.found()) + "; expected a list of steps, each one of "
                    + KINDS);
            return List.of();
        }
        if (depth > DEEPEST) {
            part.problem("stands too deep; expected at most " + DEEPEST + " steps within each other");
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            count++;
            boolean last = i == items.size() - 1;
            Step step = step(items.get(i), within, i + 1, depth, followed || !last);
            if (step != null) {
                steps.add(step);
            }
            if (last && !followed && step instanceof Step.Wait) {
                items.get(i).problem("is a wait that nothing follows; remove it or add a step");
            }
        }
        return steps;
    }

    private @Nullable Step step(DocumentPart part, String within, int place, int depth, boolean followed) {
        List<String> kinds = KINDS.stream().filter(part::has).toList();
        if (!part.isObject() || kinds.size() != 1) {
            part.problem("expected a group of fields with one of " + KINDS + ", such as {wait: 1d}");
            return null;
        }
        String kind = kinds.get(0);
        String name = name(part, within, kind + "-" + place);
        DocumentPart value = part.child(kind);
        return switch (kind) {
            case "send" -> send(part, value, name);
            case "wait" -> wait(part, value, name, depth, followed);
            case "if" -> condition(part, value, name, depth, followed);
            case "split" -> split(part, value, name, depth, followed);
            case "set" -> set(part, value, name);
            case "coupon" -> coupon(part, value, name, depth, followed);
            case "points" -> points(part, value, name, depth, followed);
            case "referral" -> rewards.referral(part, value, name);
            case "webhook" -> rewards.webhook(part, value, name);
            default -> throw new IllegalStateException("there is no other kind of step");
        };
    }

    private String name(DocumentPart part, String within, String usual) {
        DocumentPart given = part.optional("name");
        String chosen = given == null ? null : Values.id(given);
        String name = chosen == null ? within + usual : chosen;
        if (!names.add(name)) {
            (given == null ? part : given).problem("there are two steps of the name \"" + name + "\"");
        }
        return name;
    }

    private @Nullable Step send(DocumentPart step, DocumentPart part, String name) {
        step.allowOnly("send", "name");
        if (!part.isObject() || part.has("template") == part.has("variants")) {
            part.problem("expected either {template: TEMPLATE} or {variants: [{template: TEMPLATE, weight: 50}, …]}");
            return null;
        }
        part.allowOnly("template", "variants", "products", "about", "resend");
        List<ProductKind> products = part.has("products") ? products(part.child("products")) : List.of();
        About about = part.has("about") ? about(part.child("about"), part.has("products")) : null;
        Step.Resend resend = part.has("resend") ? new PlannedReader(values).resend(part.child("resend")) : null;
        if (part.has("template")) {
            String template = values.template(part.child("template"));
            return template == null
                    ? null
                    : new Step.Send(name, List.of(new Step.Variant(template, 1)), products, about, resend);
        }
        List<Step.Variant> variants = new ArrayList<>();
        for (DocumentPart item : several(part.child("variants"), "variants")) {
            item.allowOnly("template", "weight");
            String template = values.template(item.child("template"));
            int weight = weight(item);
            if (template != null) {
                variants.add(new Step.Variant(template, weight));
            }
        }
        return variants.isEmpty() ? null : new Step.Send(name, variants, products, about, resend);
    }

    private @Nullable About about(DocumentPart part, boolean hasProducts) {
        String word = part.text("one of " + About.words());
        About about = word == null ? null : About.of(word).orElse(null);
        if (word != null && about == null) {
            part.problem(part.found() + "; expected one of " + About.words());
        } else if (about == About.PRODUCT && !values.startTells(About.PRODUCT_ID)) {
            part.problem("is the product of the event that starts the campaign, but no event with the property "
                    + About.PRODUCT_ID + " does; name it under start.properties");
        } else if (about == About.PRODUCTS && !hasProducts) {
            part.problem("is the products that come with the message, but none do; add products");
        }
        return about;
    }

    private static List<ProductKind> products(DocumentPart part) {
        List<DocumentPart> items = part.isList() ? part.items() : List.of();
        if (items.isEmpty()) {
            part.problem(part.found() + "; expected a list of " + ProductKind.words());
        }
        Set<ProductKind> kinds = new LinkedHashSet<>();
        for (DocumentPart item : items) {
            String word = item.text("one of " + ProductKind.words());
            if (word != null) {
                ProductKind.of(word)
                        .ifPresentOrElse(
                                kinds::add,
                                () -> item.problem(item.found() + "; expected one of " + ProductKind.words()));
            }
        }
        return List.copyOf(kinds);
    }

    private @Nullable Step wait(DocumentPart step, DocumentPart part, String name, int depth, boolean followed) {
        if (!part.isObject()) {
            step.allowOnly("wait", "name");
            Duration duration = values.duration(part);
            return duration == null ? null : new Step.Wait(name, new Pause.For(duration));
        }
        if (part.has("until")) {
            step.allowOnly("wait", "name");
            part.allowOnly("until", "days", "zone");
            LocalTime time = values.time(part.child("until"));
            ZoneId zone = part.has("zone") ? values.zone(part.child("zone")) : null;
            var days = values.days(part.optional("days"));
            return time == null ? null : new Step.Wait(name, new Pause.Until(time, days, zone));
        }
        step.allowOnly("wait", "name", "then", "else");
        part.allowOnly("entered", "exited", "event", "where", "atMost");
        Awaited what = awaited.one(part);
        Duration atMost = values.duration(part.child("atMost"));
        List<Step> then = branch(step, "then", name, depth, followed);
        List<Step> otherwise = branch(step, "else", name, depth, followed);
        if (!followed && then.isEmpty() && otherwise.isEmpty()) {
            step.problem("is a wait that nothing follows; remove it or add a step");
        }
        return what == null || atMost == null ? null : new Step.WaitFor(name, what, atMost, then, otherwise);
    }

    private @Nullable Step condition(DocumentPart step, DocumentPart part, String name, int depth, boolean followed) {
        step.allowOnly("if", "name", "then", "else");
        String expression = values.expression(part);
        List<Step> then = branch(step, "then", name, depth, followed);
        List<Step> otherwise = branch(step, "else", name, depth, followed);
        if (!step.has("then") && !step.has("else")) {
            step.problem("has nothing to do either way; expected then, else or both");
        }
        return expression == null ? null : new Step.If(name, expression, then, otherwise);
    }

    private List<Step> branch(DocumentPart step, String which, String name, int depth, boolean followed) {
        DocumentPart part = step.optional(which);
        return part == null ? List.of() : list(part, name + "." + which + ".", depth + 1, followed);
    }

    private @Nullable Step split(DocumentPart step, DocumentPart part, String name, int depth, boolean followed) {
        step.allowOnly("split", "name");
        List<Step.Way> ways = new ArrayList<>();
        for (DocumentPart item : several(part, "ways")) {
            item.allowOnly("weight", "steps");
            int weight = weight(item);
            String within = name + "." + (ways.size() + 1) + ".";
            // a way may be empty: those who take it are left alone
            boolean empty = item.value().path("steps").isArray()
                    && item.value().path("steps").isEmpty();
            ways.add(new Step.Way(weight, empty ? List.of() : list(item.child("steps"), within, depth + 1, followed)));
        }
        return ways.isEmpty() ? null : new Step.Split(name, ways);
    }

    private static List<DocumentPart> several(DocumentPart part, String what) {
        List<DocumentPart> items = part.isList() ? part.items() : List.of();
        if (items.size() < 2 || items.size() > 10) {
            part.problem((part.isList() ? "found " + items.size() : part.found()) + "; expected a list of 2 to 10 "
                    + what + ", each with its weight");
            return List.of();
        }
        return items;
    }

    private static int weight(DocumentPart part) {
        return part.child("weight").whole(1, MOST_WEIGHT, 1);
    }

    private @Nullable Step set(DocumentPart step, DocumentPart part, String name) {
        step.allowOnly("set", "name");
        if (!part.isObject() || !(part.has("tag") || part.has("untag") || part.has("traits"))) {
            part.problem(part.found() + "; expected tag, untag or traits, such as {tag: welcomed}");
            return null;
        }
        part.allowOnly("tag", "untag", "traits");
        String tag = part.has("tag") ? traits.tag(part.child("tag")) : null;
        String untag = part.has("untag") ? traits.tag(part.child("untag")) : null;
        if (tag != null && tag.equals(untag)) {
            part.problem("puts the tag \"" + tag + "\" on and takes it off");
        }
        return new Step.Set(name, tag, untag, part.has("traits") ? traits.traits(part.child("traits")) : Json.object());
    }

    private @Nullable Step coupon(DocumentPart step, DocumentPart part, String name, int depth, boolean followed) {
        step.allowOnly("coupon", "name", "else");
        CouponTerms terms = rewards.coupon(part);
        List<Step> otherwise = step.has("else") ? way(step.child("else"), name, depth, followed) : null;
        if (terms != null && terms.shape() != null && otherwise != null) {
            step.child("else").problem("is never reached: codes that are made up don't run out");
        }
        return terms == null ? null : new Step.Coupon(name, terms, otherwise);
    }

    /** It may be empty: then all go on, with a code or without. */
    private List<Step> way(DocumentPart part, String name, int depth, boolean followed) {
        boolean empty = part.isList() && part.items().isEmpty();
        return empty ? List.of() : list(part, name + ".else.", depth + 1, followed);
    }

    private @Nullable Step points(DocumentPart step, DocumentPart part, String name, int depth, boolean followed) {
        step.allowOnly("points", "name", "else");
        Step.Amount amount = rewards.points(part);
        List<Step> otherwise = step.has("else") ? branch(step, "else", name, depth, followed) : null;
        if (otherwise != null && amount != null && !(amount instanceof Step.Amount.Spend)) {
            step.child("else").problem("is never reached: only spending can fail");
        }
        return amount == null ? null : new Step.Points(name, amount, otherwise);
    }
}
