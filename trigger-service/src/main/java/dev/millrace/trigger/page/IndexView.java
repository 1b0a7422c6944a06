package dev.millrace.trigger.page;

import dev.millrace.trigger.segment.Neighbours.Answer;
import dev.millrace.trigger.segment.Neighbours.Mail;
import dev.millrace.trigger.segment.Neighbours.Segment;
import dev.millrace.trigger.store.Inbox;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything on the index page; public because templates reach only what is. */
public record IndexView(
        Instant now,
        long refreshSeconds,
        @Nullable String inboxUrl,
        Answer<Segment> segments,
        List<Inbox.Entry> transitions,
        List<CampaignRow> campaigns,
        Answer<Mail> mails) {

    public record CampaignRow(
            String id, int version, String name, long started, long waiting, long sent, long exited) {}

    /** Without fractions of a second. */
    public String time(@Nullable Instant instant) {
        return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
