package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was sent; can be away. */
final class FakeStorefront implements Storefront {

    record Sent(Sender sender, String path, ObjectNode call) {

        String event() {
            return call.path("event").asText(path);
        }
    }

    final List<Sent> stored = new ArrayList<>();
    final List<Sent> turnedAway = new ArrayList<>();
    boolean away;

    @Override
    public boolean send(Sender sender, String path, ObjectNode call) {
        (away ? turnedAway : stored).add(new Sent(sender, path, call.deepCopy()));
        return !away;
    }

    List<String> eventsOf(String visitor) {
        return stored.stream()
                .filter(sent -> sent.call().path("anonymousId").asText().equals(visitor))
                .map(Sent::event)
                .toList();
    }
}
