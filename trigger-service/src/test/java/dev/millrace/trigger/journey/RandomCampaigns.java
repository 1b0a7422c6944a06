package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.List;
import java.util.Random;

/** Campaign documents by chance: every kind of step, a few levels deep, over a handful of segments, events and expressions. */
public final class RandomCampaigns {

    public static final List<String> SEGMENTS = List.of("red", "green", "blue");
    public static final List<String> EVENTS = List.of("Order Completed", "product_viewed");

    public static final List<String> POOLS = List.of("few", "many");

    private static final int DEEPEST = 3;
    private static final int MOST = 4;

    private final Random random;
    private int steps;

    private RandomCampaigns(Random random) {
        this.random = random;
    }

    public static ObjectNode document(long seed) {
        return new RandomCampaigns(new Random(seed)).document();
    }

    private ObjectNode document() {
        ObjectNode document = Json.object().put("id", "random").put("name", "By chance");
        ObjectNode start = document.putObject("start");
        begin(start);
        if (likely(30)) {
            start.put("onlyIf", "start." + random.nextInt(3));
        }
        if (likely(40)) {
            document.put("onlyIf", condition("only." + random.nextInt(3)));
        }
        if (likely(60)) {
            ObjectNode exitOn = document.putObject("exitOn");
            if (likely(40)) {
                exitOn.put("exited", one(SEGMENTS));
            }
            if (likely(20)) {
                exitOn.put("event", one(EVENTS));
            }
            if (likely(40) || exitOn.isEmpty()) {
                exitOn.put("expression", likely(30) ? "enrolment.unanswered >= 2" : "exit." + random.nextInt(3));
            }
        }
        if (likely(30)) {
            document.put("holdOut", "50%");
        }
        if (likely(30)) {
            document.putObject("goal")
                    .put("event", one(EVENTS))
                    .put("within", "3d")
                    .put("touch", "clicked");
        }
        document.put("priority", 1 + random.nextInt(9));
        document.put("validFor", likely(50) ? "12h" : "20m");
        list(document.putArray("steps"), 1);
        // whatever comes before, nothing is a wait that nothing follows
        document.withArray("steps").addObject().putObject("send").put("template", "last");
        return document;
    }

    private void begin(ObjectNode start) {
        int kind = random.nextInt(100);
        if (kind < 20) {
            start.put("date", "trait.birthday");
            if (likely(60)) {
                start.put(likely(50) ? "before" : "after", likely(50) ? "1d" : "3d");
            }
            if (likely(70)) {
                start.put("at", likely(50) ? "02:30" : "23:00");
            }
        } else if (kind < 35) {
            start.putObject("broadcast").put("segment", one(SEGMENTS)).put("at", World.T0.toString());
        } else {
            awaited(start);
        }
    }

    /** Asked, tested here, or both. */
    private String condition(String asked) {
        return switch (random.nextInt(8)) {
            case 0 -> asked + " and enrolment.sent >= " + random.nextInt(3);
            case 1 -> "enrolment.unanswered >= " + (1 + random.nextInt(2)) + " or " + asked;
            case 2 -> "not (age(enrolment.started) > " + (1 + random.nextInt(3)) + "d and " + asked + ")";
            case 3 -> "age(trigger.at) < " + (1 + random.nextInt(3)) + "d";
            default -> asked;
        };
    }

    private void list(ArrayNode list, int depth) {
        int count = 1 + random.nextInt(MOST);
        for (int i = 0; i < count; i++) {
            step(list.addObject(), depth);
        }
    }

    private void step(ObjectNode step, int depth) {
        steps++;
        int kind = random.nextInt(depth < DEEPEST && steps < 30 ? 110 : 80);
        if (kind < 25) {
            send(step);
        } else if (kind < 45) {
            step.put("wait", duration());
        } else if (kind < 55) {
            ObjectNode until = step.putObject("wait");
            until.put("until", likely(50) ? "02:30" : "10:00");
            if (likely(40)) {
                until.putArray("days").add("mon").add("thu");
            }
            if (likely(30)) {
                until.put("zone", "Pacific/Kiritimati");
            }
        } else if (kind < 65) {
            set(step.putObject("set"));
        } else if (kind < 70) {
            step.putObject("webhook").put("target", "erp");
        } else if (kind < 80) {
            gift(step, depth);
        } else if (kind < 90) {
            step.put("if", condition("if." + random.nextInt(5)));
            branches(step, depth, true);
        } else if (kind < 102) {
            ObjectNode wait = step.putObject("wait");
            awaited(wait);
            wait.put("atMost", duration());
            branches(step, depth, false);
        } else {
            ArrayNode ways = step.putArray("split");
            for (int i = 0; i < 2 + random.nextInt(2); i++) {
                ObjectNode way = ways.addObject().put("weight", 1 + random.nextInt(5));
                ArrayNode inner = way.putArray("steps");
                if (likely(80)) {
                    list(inner, depth + 1);
                }
            }
        }
    }

    private void gift(ObjectNode step, int depth) {
        if (likely(20)) {
            ObjectNode referral = step.putObject("referral").put("link", "https://shop.example/");
            referral.putObject("reward").put("points", 50);
            referral.putObject("friend")
                    .putObject("coupon")
                    .put("pool", "friends")
                    .put("generate", true);
        } else if (likely(50)) {
            ObjectNode coupon = step.putObject("coupon").put("pool", one(POOLS));
            if (likely(40)) {
                coupon.put("expiresAfter", duration());
            }
            if (likely(20)) {
                coupon.put("minimumOrder", "39.90").put("currency", "EUR");
            }
            if (likely(30)) {
                coupon.put("generate", true);
            } else {
                otherwise(step, depth);
            }
        } else if (likely(40)) {
            step.putObject("points").put("earn", 10 + random.nextInt(90));
        } else if (likely(20)) {
            step.putObject("points").put("earn", 1).put("forEach", 10);
        } else {
            step.putObject("points").put("spend", 10 + random.nextInt(90));
            otherwise(step, depth);
        }
    }

    private void otherwise(ObjectNode step, int depth) {
        if (depth < DEEPEST && likely(50)) {
            list(step.putArray("else"), depth + 1);
        }
    }

    private void send(ObjectNode step) {
        ObjectNode send = step.putObject("send");
        if (likely(70)) {
            send.put("template", "one");
        } else {
            ArrayNode variants = send.putArray("variants");
            variants.addObject().put("template", "one").put("weight", 1);
            variants.addObject().put("template", "two").put("weight", 2);
        }
        if (likely(25)) {
            send.putObject("resend").put("after", duration()).put("subject", "Once more");
        }
    }

    private void set(ObjectNode set) {
        if (likely(50)) {
            set.put("tag", "seen");
        }
        if (likely(30)) {
            set.put("untag", "new");
        }
        if (likely(30) || set.isEmpty()) {
            set.putObject("traits").put("tier", "gold").putNull("trial");
        }
    }

    private void branches(ObjectNode step, int depth, boolean needed) {
        if (likely(60)) {
            list(step.putArray("then"), depth + 1);
        }
        if (likely(50) || needed && !step.has("then")) {
            list(step.putArray("else"), depth + 1);
        }
    }

    private void awaited(ObjectNode part) {
        int kind = random.nextInt(3);
        if (kind == 0) {
            part.put("entered", one(SEGMENTS));
        } else if (kind == 1) {
            part.put("exited", one(SEGMENTS));
        } else {
            part.put("event", one(EVENTS));
        }
    }

    private String duration() {
        return one(List.of("5m", "1h", "6h", "1d", "3d"));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean likely(int percent) {
        return random.nextInt(100) < percent;
    }
}
