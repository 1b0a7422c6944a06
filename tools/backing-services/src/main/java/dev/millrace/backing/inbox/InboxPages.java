package dev.millrace.backing.inbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The mails for people. Everything that came with a mail is escaped; its own HTML is shown in a sandboxed frame, without
 * scripts, and its links open in a new window.
 */
final class InboxPages {

    static final int MAILS_ON_A_PAGE = 50;

    private static final String STYLE =
            """
            body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1c2430;background:#fff}
            a{color:#0b5cad;text-decoration:none}a:hover{text-decoration:underline}
            header{display:flex;justify-content:space-between;align-items:baseline;border-bottom:1px solid #d5dbe3}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.35rem .6rem;vertical-align:top;overflow-wrap:anywhere}
            td.quiet{white-space:nowrap}
            tr+tr td{border-top:1px solid #eceff3}.quiet{color:#5d6b7c}iframe{width:100%;height:70vh;border:1px solid #d5dbe3}
            td.to{width:18rem}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f7fa;padding:1rem}
            """;

    private final MailStore store;

    InboxPages(MailStore store) {
        this.store = store;
    }

    String list(int start) {
        List<Mail.Summary> mails = store.list(start, MAILS_ON_A_PAGE);
        StringBuilder rows = new StringBuilder();
        for (Mail.Summary mail : mails) {
            rows.append("<tr><td class=quiet>")
                    .append(escape(mail.received().toString().replaceAll("\\.\\d+Z$", "Z")))
                    .append("</td><td class=to>")
                    .append(escape(people(mail.to())))
                    .append("</td><td><a href=\"/view/")
                    .append(escape(mail.id()))
                    .append("\">")
                    .append(escape(mail.subject().isEmpty() ? "(no subject)" : mail.subject()))
                    .append("</a><br><span class=quiet>")
                    .append(escape(mail.snippet()))
                    .append("</span></td></tr>\n");
        }
        String content = mails.isEmpty()
                ? "<p class=quiet>No mail yet.</p>"
                : "<table><tr><th>Received</th><th>To</th><th>Subject</th></tr>" + rows + "</table>";
        return page("Inbox", "<span class=quiet>" + store.size() + " mails</span>", content + turnPages(start));
    }

    private String turnPages(int start) {
        String newer = start > 0 ? "<a href=\"/?start=" + Math.max(0, start - MAILS_ON_A_PAGE) + "\">newer</a> " : "";
        String older = start + MAILS_ON_A_PAGE < store.size()
                ? "<a href=\"/?start=" + (start + MAILS_ON_A_PAGE) + "\">older</a>"
                : "";
        return "<p>" + newer + older + "</p>";
    }

    Optional<String> mail(String id) throws IOException {
        Optional<byte[]> raw = store.raw(id);
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        Mail mail = MailParser.parse(raw.get());
        String headers = mail.headers().entrySet().stream()
                .map(header -> "<tr><th>" + escape(header.getKey()) + "</th><td>"
                        + escape(String.join("\n", header.getValue())) + "</td></tr>")
                .collect(Collectors.joining("\n"));
        String safeId = escape(id);
        String html = mail.html().isEmpty()
                ? ""
                : "<iframe title=\"The mail\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" src=\"/view/"
                        + safeId + ".html\"></iframe>";
        String text = mail.text().isEmpty() ? "" : "<h2>Text</h2><pre>" + escape(mail.text()) + "</pre>";
        String links = "<a href=\"/api/v1/message/" + safeId + "/raw\">raw</a> <a href=\"/api/v1/message/" + safeId
                + "\">JSON</a>";
        return Optional.of(page(
                mail.subject(),
                "<a href=\"/\">Inbox</a>",
                "<p>" + escape(people(mail.to())) + " " + links + "</p>" + html + text
                        + "<details><summary>Headers</summary><table>" + headers + "</table></details>"));
    }

    /** The mail's own HTML, to be shown only in the frame. */
    Optional<String> html(String id) throws IOException {
        return store.raw(id)
                .map(raw -> "<base target=\"_blank\">" + MailParser.parse(raw).html());
    }

    private static String page(String title, String beside, String content) {
        return "<!doctype html><html lang=en><meta charset=utf-8>"
                + "<meta name=viewport content=\"width=device-width,initial-scale=1\"><title>" + escape(title)
                + " - Millrace inbox</title><style>" + STYLE + "</style><header><h1>" + escape(title) + "</h1>"
                + beside + "</header>" + content + "</html>";
    }

    private static String people(List<Mail.Address> addresses) {
        return addresses.stream()
                .map(address ->
                        address.name().isEmpty() ? address.address() : address.name() + " <" + address.address() + ">")
                .collect(Collectors.joining(", "));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
