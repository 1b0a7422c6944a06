package dev.millrace.mailer.mail;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.link.CampaignTags;
import dev.millrace.mailer.link.CartLinks;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.link.ReturnAddresses.Purpose;
import dev.millrace.mailer.template.Compilation;
import dev.millrace.mailer.template.CompiledTemplate;
import dev.millrace.mailer.template.OwnLines;
import dev.millrace.mailer.template.Rendering;
import dev.millrace.mailer.template.TemplateFields;
import dev.millrace.mailer.template.TemplateRenderer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a mail of a request and a template: fields, rendering, links, pixel, text part, headers. Pure, and the same input
 * gives the same mail. Belongs to one thread, like the renderer in it.
 */
public final class MailComposer {

    private static final Pattern NOT_IN_WORDS = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Sender sender;
    private final Map<String, Object> theme;
    private final Links links;
    private final CartLinks carts;
    private final ReturnAddresses returns;
    private final LinkPolicy policy;
    private final TemplateRenderer renderer = new TemplateRenderer();
    private final OwnLines ownLines = new OwnLines();

    public MailComposer(
            Sender sender,
            Map<String, Object> theme,
            Links links,
            CartLinks carts,
            ReturnAddresses returns,
            LinkPolicy policy) {
        this.sender = sender;
        this.theme = Map.copyOf(theme);
        this.links = links;
        this.carts = carts;
        this.returns = returns;
        this.policy = policy;
    }

    /** Makes the mail; whatever goes wrong is this message's failure and must not end the worker. */
    public Composition compose(MessageRequested message, CompiledTemplate template) {
        try {
            return composed(message, template);
        } catch (Throwable e) {
            return new Composition.Failed(
                    "the mail can't be composed: " + e.getClass().getSimpleName());
        }
    }

    private Composition composed(MessageRequested message, CompiledTemplate saved) {
        Compilation compilation = ownLines.in(saved, message.subject(), message.preheader());
        if (compilation instanceof Compilation.Refused refused) {
            return new Composition.Failed("its own " + refused.problems().get(0).path() + " can't be used");
        }
        CompiledTemplate template = ((Compilation.Compiled) compilation).template();
        MailAddresses addresses = new MailAddresses(
                links,
                policy,
                sender.url(),
                message.id(),
                CampaignTags.of(message.campaign(), message.template()),
                template.authorHosts(),
                pixel(message));
        Rendering rendering = renderer.render(template, fields(message, template.locale()), addresses);
        if (rendering instanceof Rendering.Failed failed) {
            return new Composition.Failed(failed.reason());
        }
        Rendering.Rendered rendered = (Rendering.Rendered) rendering;
        OutgoingMail mail = new OutgoingMail(
                messageId(message),
                sender.name(),
                sender.address(),
                Optional.ofNullable(message.recipient().name()).map(MailComposer::oneLine),
                message.recipient().email(),
                rendered.subject(),
                rendered.html(),
                rendered.text(),
                returns.of(Purpose.BOUNCE, MailId.of(message.id())),
                headers(message));
        return new Composition.Composed(mail, addresses.replaced());
    }

    private Map<String, Object> fields(MessageRequested message, String locale) {
        Map<String, Object> fields = new LinkedHashMap<>(TemplateFields.fromSnapshot(message.snapshot()));
        fields.putIfAbsent("customer", Map.of());
        fields.put("shop", Map.of("name", sender.name(), "url", sender.url(), "address", sender.postalAddress()));
        fields.put("theme", theme);
        fields.put(
                "message",
                Map.of("id", message.id(), "campaign", message.campaign(), "step", message.step(), "locale", locale));
        fields.put("cart_url", carts.of(message.customer(), message.requestedAt()));
        fields.put("unsubscribe_url", links.page(Page.UNSUBSCRIBE, message.id()));
        fields.put("preferences_url", links.page(Page.PREFERENCES, message.id()));
        fields.put("view_url", links.page(Page.VIEW, message.id()));
        fields.put("confirm_url", links.page(Page.CONFIRM, message.id()));
        fields.put("survey_url", links.page(Page.SURVEY, message.id()));
        return fields;
    }

    private String pixel(MessageRequested message) {
        return message.trackOpens()
                ? "<img src=\"" + links.open(message.id())
                        + "\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0;width:1px;height:1px\">"
                : "";
    }

    private String messageId(MessageRequested message) {
        return "<" + MailId.of(message.id()) + "@" + sender.domain() + ">";
    }

    /**
     * Mailbox providers ask bulk mail for a way out that needs no visit (RFC 8058), and tell complaints apart by the
     * Feedback-ID: campaign, template and class, then who sends. Automatic answers stay away from lists by themselves, and
     * from what a process sent to one reader by Auto-Submitted (RFC 3834).
     */
    private Map<String, String> headers(MessageRequested message) {
        Map<String, String> headers = new LinkedHashMap<>();
        String kind = message.messageClass() == MessageClass.MARKETING ? "marketing" : "transactional";
        headers.put(
                "Feedback-ID",
                word(message.campaign()) + ":" + word(message.template()) + ":" + kind + ":" + word(sender.domain()));
        if (message.messageClass() == MessageClass.MARKETING) {
            headers.put("List-ID", "<" + kind + "." + sender.domain() + ">");
            headers.put("List-Unsubscribe", waysOut(message));
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        } else {
            headers.put("Auto-Submitted", "auto-generated");
        }
        return headers;
    }

    private String waysOut(MessageRequested message) {
        String page = "<" + links.page(Page.UNSUBSCRIBE, message.id()) + ">";
        return returns.of(Purpose.UNSUBSCRIBE, MailId.of(message.id()))
                .map(address -> page + ", <mailto:" + address + "?subject=unsubscribe>")
                .orElse(page);
    }

    private static String word(String text) {
        return NOT_IN_WORDS.matcher(text).replaceAll("-");
    }

    private static String oneLine(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ").strip();
        return line.length() > 100 ? line.substring(0, 100) : line;
    }
}
