package dev.millrace.trigger.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of messages: each message counts once in each figure, however often it was opened or clicked.
 *
 * @param requested asked of mailer-service
 * @param revoked of those, taken back before it was known whether they had been sent
 * @param notSent of those, not sent by mailer-service, by what it says
 * @param sent taken by the recipient's mail server
 * @param delivered told so by a mail provider; many tell nothing
 * @param opened by a reader
 * @param openedByMachine by a privacy proxy or a scanner, which says nothing about the reader
 * @param openUnknown of those sent, the ones whose opening can't be seen
 * @param openRate opened of those sent whose opening can be seen; null if there are none
 * @param clickRate clicked of those sent; null if there are none
 */
public record MessageFigures(
        long requested,
        long revoked,
        Map<String, Long> notSent,
        long sent,
        long delivered,
        long opened,
        long openedByMachine,
        long openUnknown,
        long clicked,
        long clickedByMachine,
        long bounced,
        long complained,
        long unsubscribed,
        @Nullable Double openRate,
        @Nullable Double clickRate) {

    static MessageFigures of(Counts counts) {
        long sent = counts.of(Figures.SENT);
        long unknown = counts.of(Figures.UNTRACKED);
        return new MessageFigures(
                counts.of(Figures.REQUESTED),
                counts.of(Figures.REVOKED),
                counts.after(Figures.NOT_SENT),
                sent,
                counts.of(Figures.DELIVERED),
                counts.of(Figures.OPENED),
                counts.of(Figures.OPENED + Figures.MACHINE),
                unknown,
                counts.of(Figures.CLICKED),
                counts.of(Figures.CLICKED + Figures.MACHINE),
                counts.of(Figures.BOUNCED),
                counts.of(Figures.COMPLAINED),
                counts.of(Figures.UNSUBSCRIBED),
                rate(counts.of(Figures.OPENED), sent - unknown),
                rate(counts.of(Figures.CLICKED), sent));
    }

    private static @Nullable Double rate(long part, long whole) {
        return whole <= 0 ? null : Math.min(1, (double) part / whole);
    }
}
