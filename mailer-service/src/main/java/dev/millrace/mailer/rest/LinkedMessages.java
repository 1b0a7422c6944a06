package dev.millrace.mailer.rest;

import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.preference.Wording;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The message that a link in a mail is about. A token of ours outlives its message when the customer is erased. */
@Singleton
final class LinkedMessages {

    private final Links links;
    private final Ledger ledger;
    private final Pages pages;

    LinkedMessages(Links links, Ledger ledger, Pages pages) {
        this.links = links;
        this.ledger = ledger;
        this.pages = pages;
    }

    /**
     * The answer, or that the link is not valid, or that nothing is kept any more.
     *
     * @param languages those that the browser asks for, where the message's reader has none that pages speak
     */
    Response answer(
            Page page, String token, @Nullable String languages, BiFunction<LedgerEntry, Wording, Response> answer) {
        Optional<String> message = links.readPage(page, token);
        return message.isEmpty()
                ? pages.invalid(Wording.of(null, languages))
                : ledger.find(message.get())
                        .map(entry -> answer.apply(
                                entry, Wording.of(entry.request().recipient().locale(), languages)))
                        .orElseGet(() -> pages.gone(Wording.of(null, languages)));
    }
}
