package dev.millrace.benchmarks.trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A running service with a stub beside it, its tables, and the customers that were used up so far. */
final class Workbench implements AutoCloseable {

    static final String REQUESTED = "\"requested\"";
    static final String CANCELLED = "\"cancelled\"";

    /** More are put in as one restores a dump. */
    private static final long FEW = 100_000;

    private static final String WELCOME =
            """
            name: Welcome
            start: {entered: leads}
            exitOn: {exited: leads}
            steps: [{send: {template: first}}, {wait: 1d}, {send: {template: second}}]
            """;
    private static final String WAITING =
            """
            name: Waiting
            start: {entered: elsewhere}
            steps: [{wait: 30d}, {send: {template: later}}]
            """;

    private final Site site;
    private final Neighbour stub;
    private final Service service;
    private final Transitions transitions;
    private final InstantSource time;
    private long used;
    private long waiting;

    private Workbench(Site site, InstantSource time) {
        this.site = site;
        this.time = time;
        this.stub = Neighbour.stub(site);
        this.service = Service.start(site, stub, stub);
        this.transitions = new Transitions(site, time);
        service.campaign("welcome", WELCOME);
        service.campaign("waiting", WAITING);
    }

    static Workbench in(Place place, InstantSource time) {
        return new Workbench(place.make(), time);
    }

    Site site() {
        return site;
    }

    Service service() {
        return service;
    }

    Transitions transitions() {
        return transitions;
    }

    InstantSource time() {
        return time;
    }

    /** The first of so many customers that nobody knows yet. */
    long strangers(long many) {
        long first = used;
        used += many;
        return first;
    }

    /** Sees to it that so many stand in a wait of thirty days. */
    void letWait(long total) {
        long more = total - waiting;
        if (more <= 0) {
            return;
        }
        long first = strangers(more);
        Instant begin = time.instant().plus(Duration.ofDays(30));
        Runnable put = () -> new Crowd(site.database()).add(first, more, number -> {
            Instant due = begin.plusMillis(number - first);
            return new Crowd.Standing("waiting", 5, due, due.plusMillis(500));
        });
        if (more > FEW) {
            new Bulk(site.database()).during(put);
        } else {
            put.run();
        }
        waiting = total;
    }

    Sightings sightings(long first, int many, String sign) {
        return new Sightings(
                site.place().bootstrap(), site.topics().marketingMessages().name(), first, many, sign);
    }

    @Override
    public void close() {
        transitions.close();
        service.close();
        stub.close();
    }
}
