package dev.millrace.quickstart.shop;

import java.util.List;
import java.util.Optional;

/** Where shoppers find their mail, and how they react to it. */
public interface Letterbox {

    /**
     * A mail as its reader sees it.
     *
     * @param pixel loaded when the mail is opened
     * @param links in order
     * @param unsubscribe the mail program's button
     */
    record Mail(String id, String to, Optional<String> pixel, List<String> links, Optional<String> unsubscribe) {

        public Mail {
            links = List.copyOf(links);
        }
    }

    /** Those that were not given before, oldest first. Empty also when the inbox does not answer. */
    List<Mail> newMails();

    /** Loads a picture or follows a link as far as the shop. */
    void visit(String url);

    /** Presses the mail program's button. */
    void unsubscribe(String url);
}
