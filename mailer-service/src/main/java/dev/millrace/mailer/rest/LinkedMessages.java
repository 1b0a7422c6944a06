package dev.millrace.mailer.rest;

import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.mongo.Ledger;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

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

    /** The answer, or that the link is not valid, or that nothing is kept any more. */
    Response answer(Page page, String token, Function<LedgerEntry, Response> answer) {
        Optional<String> message = links.readPage(page, token);
        return message.isEmpty()
                ? Pages.notFound()
                : ledger.find(message.get()).map(answer).orElseGet(pages::gone);
    }
}
