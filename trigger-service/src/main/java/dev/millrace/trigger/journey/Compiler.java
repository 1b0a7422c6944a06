package dev.millrace.trigger.journey;

import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.Pause;
import dev.millrace.trigger.campaign.Step;
import dev.millrace.trigger.campaign.WatchedEvent;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays the tree of a campaign's steps out in a row. A target that is not known yet is filled in when it is reached. */
final class Compiler {

    private static final String END = "end";
    private static final String RESEND = ".resend";
    private static final int NOT_KNOWN = -1;

    private final Campaign campaign;
    private final List<Instruction> instructions = new ArrayList<>();
    private final Conditions conditions = new Conditions();
    private final Set<Awaited> awaited = new LinkedHashSet<>();

    Compiler(Campaign campaign) {
        this.campaign = campaign;
    }

    Program compile() {
        condition(SendPolicy.ONLY_IF, campaign.onlyIf());
        condition(SendPolicy.EXIT, campaign.exitOn().expression());
        if (campaign.start().on() instanceof Beginning.OnDate onDate) {
            instructions.add(new Instruction.OnDay(Program.START, onDate.anniversary()));
        }
        if (campaign.start().onlyIf() != null) {
            condition(Program.START, campaign.start().onlyIf());
            instructions.add(new Instruction.Admit(Program.START, Program.START));
        }
        addAll(campaign.steps());
        instructions.add(new Instruction.End(END));
        return new Program(instructions, conditions, List.copyOf(awaited));
    }

    private void condition(String name, @Nullable String expression) {
        if (expression != null) {
            conditions.add(name, expression, campaign.start().on().scope());
        }
    }

    private void addAll(List<Step> steps) {
        steps.forEach(this::add);
    }

    private void add(Step step) {
        if (step instanceof Step.Send send) {
            addSend(send);
        } else if (step instanceof Step.Wait wait) {
            instructions.add(new Instruction.Wait(wait.name(), wait.pause()));
        } else if (step instanceof Step.WaitFor waitFor) {
            addWaitFor(waitFor);
        } else if (step instanceof Step.If condition) {
            addIf(condition);
        } else if (step instanceof Step.Split split) {
            addSplit(split);
        } else if (step instanceof Step.Set set) {
            instructions.add(new Instruction.Set(set.name(), set));
        } else if (step instanceof Step.Coupon coupon) {
            int place = reserve(coupon.name());
            int otherwise = addBothWays(coupon.name(), List.of(), orNone(coupon.otherwise()));
            instructions.set(place, new Instruction.Coupon(coupon.name(), coupon, otherwise));
        } else if (step instanceof Step.Points points) {
            int place = reserve(points.name());
            int otherwise = addBothWays(points.name(), List.of(), orNone(points.otherwise()));
            instructions.set(place, new Instruction.Points(points.name(), points, otherwise));
        } else if (step instanceof Step.Referral referral) {
            instructions.add(new Instruction.Referral(referral.name(), referral));
        } else if (step instanceof Step.Webhook webhook) {
            instructions.add(new Instruction.Call(webhook.name(), webhook));
        } else {
            throw new IllegalStateException("a step is one of those above");
        }
    }

    private static List<Step> orNone(@Nullable List<Step> steps) {
        return steps == null ? List.of() : steps;
    }

    private void addSend(Step.Send step) {
        Step.Resend resend = step.resend();
        int next = instructions.size() + 1;
        if (resend == null) {
            instructions.add(new Instruction.Send(step, next));
            return;
        }
        String again = step.name() + RESEND;
        Instruction.Send first = new Instruction.Send(step, next + 2);
        instructions.add(first);
        instructions.add(new Instruction.Wait(again, new Pause.For(resend.after())));
        instructions.add(new Instruction.Resend(again, first));
    }

    private void addWaitFor(Step.WaitFor step) {
        awaited.add(step.awaited());
        int place = reserve(step.name());
        String question = null;
        if (step.awaited() instanceof Awaited.Occurred occurred) {
            question = question(step.name());
            conditions.ask(question, happenedWithin(occurred.event(), step.atMost()));
        }
        int otherwise = addBothWays(step.name(), step.then(), step.otherwise());
        instructions.set(place, new Instruction.Await(step.name(), step.awaited(), step.atMost(), question, otherwise));
    }

    /** As the segment language asks for it. */
    private static String happenedWithin(WatchedEvent event, Duration time) {
        String filter = event.filter() == null ? "" : "{" + event.filter() + "}";
        return "count(event(\"" + event.name() + "\")" + filter + "[" + time.toSeconds() + "s]) > 0";
    }

    private static String question(String step) {
        return "step." + step;
    }

    private void addIf(Step.If step) {
        String question = question(step.name());
        condition(question, step.expression());
        int place = reserve(step.name());
        int otherwise = addBothWays(step.name(), step.then(), step.otherwise());
        instructions.set(place, new Instruction.Branch(step.name(), question, otherwise));
    }

    /** Returns where the second way begins. */
    private int addBothWays(String step, List<Step> then, List<Step> otherwise) {
        addAll(then);
        if (otherwise.isEmpty()) {
            return instructions.size();
        }
        int jump = reserve(step);
        int target = instructions.size();
        addAll(otherwise);
        instructions.set(jump, new Instruction.Jump(step, instructions.size()));
        return target;
    }

    private void addSplit(Step.Split step) {
        int place = reserve(step.name());
        List<Integer> targets = new ArrayList<>();
        List<Integer> jumps = new ArrayList<>();
        for (Step.Way way : step.ways()) {
            targets.add(instructions.size());
            addAll(way.steps());
            jumps.add(reserve(step.name()));
        }
        jumps.forEach(jump -> instructions.set(jump, new Instruction.Jump(step.name(), instructions.size())));
        List<Integer> weights = step.ways().stream().map(Step.Way::weight).toList();
        instructions.set(place, new Instruction.Split(step.name(), weights, targets));
    }

    private int reserve(String step) {
        instructions.add(new Instruction.Jump(step, NOT_KNOWN));
        return instructions.size() - 1;
    }
}
