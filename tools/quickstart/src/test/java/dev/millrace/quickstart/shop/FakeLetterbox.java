package dev.millrace.quickstart.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the mails that a test puts into it. */
final class FakeLetterbox implements Letterbox {

    private final List<Mail> waiting = new ArrayList<>();
    final List<String> visited = new ArrayList<>();
    final List<String> unsubscribed = new ArrayList<>();

    void deliver(String to) {
        String id = "mail-" + to;
        waiting.add(new Mail(id, to, Optional.of("o/" + to), List.of("c/" + to), Optional.of("u/" + to)));
    }

    @Override
    public List<Mail> newMails() {
        List<Mail> mails = List.copyOf(waiting);
        waiting.clear();
        return mails;
    }

    @Override
    public void visit(String url) {
        visited.add(url);
    }

    @Override
    public void unsubscribe(String url) {
        unsubscribed.add(url);
    }
}
