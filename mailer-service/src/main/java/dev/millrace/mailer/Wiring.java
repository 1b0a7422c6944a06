package dev.millrace.mailer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.Topics;
import dev.millrace.mailer.ledger.Judgement;
import dev.millrace.mailer.ledger.RetrySchedule;
import dev.millrace.mailer.link.CartLinks;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.LinkPolicy;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.pacing.StopRule;
import dev.millrace.mailer.preference.Offer;
import dev.millrace.mailer.relay.Routes;
import dev.millrace.mailer.smtp.DkimKey;
import dev.millrace.mailer.template.TemplateCompiler;
import dev.millrace.mailer.webhook.SendGridKey;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the pure parts out of the configuration. Broken settings stop the start here. */
final class Wiring {

    private Wiring() {}

    @Produces
    @Singleton
    static ObjectMapper objectMapper() {
        return Json.mapper().copy();
    }

    @Produces
    @Singleton
    static Topics topics(MailerConfig config) {
        return new Topics(config.topics().prefix());
    }

    @Produces
    @Singleton
    static ApiKeyHash adminKey(MailerConfig config) {
        return new ApiKeyHash(config.admin().keySha256());
    }

    @Produces
    @Singleton
    static LinkKey linkKey(MailerConfig config) {
        return new LinkKey(config.links().key());
    }

    @Produces
    @Singleton
    static Links links(LinkKey key, MailerConfig config) {
        return new Links(key, config.publicUrl());
    }

    @Produces
    @Singleton
    static ReturnAddresses returnAddresses(LinkKey key, MailerConfig config) {
        return new ReturnAddresses(key, config.returns().domain());
    }

    @Produces
    @Singleton
    static Judgement judgement(MailerConfig config) {
        return new Judgement(new RetrySchedule(config.smtp().retries()));
    }

    @Produces
    @Singleton
    static TemplateCompiler templateCompiler() {
        return new TemplateCompiler();
    }

    @Produces
    @Singleton
    static Sender sender(MailerConfig config) {
        MailerConfig.Shop shop = config.shop();
        return new Sender(shop.name(), shop.sender(), shop.address(), shop.url().toString());
    }

    @Produces
    @Singleton
    static Optional<DkimKey> dkimKey(MailerConfig config, Sender sender) {
        return DkimKey.of(config.dkim(), sender.domain());
    }

    @Produces
    @Singleton
    static Offer offer(MailerConfig config) {
        MailerConfig.Preferences preferences = config.preferences();
        return new Offer(
                preferences.channels(), preferences.topics(), preferences.frequencies(), preferences.translations());
    }

    @Produces
    @Singleton
    static Optional<SendGridKey> sendGridKey(MailerConfig config) {
        return config.webhooks().sendgrid().publicKey().map(SendGridKey::new);
    }

    @Produces
    @Singleton
    static Routes routes(MailerConfig config) {
        MailerConfig.Smtp smtp = config.smtp();
        Map<MessageClass, String> byClass = new EnumMap<>(MessageClass.class);
        smtp.routes().transactional().ifPresent(relay -> byClass.put(MessageClass.TRANSACTIONAL, relay));
        smtp.routes().marketing().ifPresent(relay -> byClass.put(MessageClass.MARKETING, relay));
        return new Routes(smtp.relays().keySet(), byClass, smtp.routes().domains());
    }

    @Produces
    @Singleton
    static StopRule stopRule(MailerConfig config) {
        return new StopRule(
                config.smtp().stop().refusals(), config.smtp().stop().within());
    }

    /** A composer belongs to one thread: each worker asks for its own. */
    @Produces
    static MailComposer composer(
            MailerConfig config, Sender sender, Links links, LinkKey key, ReturnAddresses returns) {
        Set<String> hosts = new HashSet<>(config.links().hosts().orElse(Set.of()));
        URI cartPage = config.shop().cartUrl().orElse(config.shop().url());
        LinkPolicy.hostOf(sender.url()).ifPresent(hosts::add);
        LinkPolicy.hostOf(cartPage.toString()).ifPresent(hosts::add);
        config.theme()
                .logo()
                .flatMap(logo -> LinkPolicy.hostOf(logo.toString()))
                .ifPresent(hosts::add);
        CartLinks carts = new CartLinks(key, cartPage, config.links().cartGood());
        return new MailComposer(sender, theme(config.theme()), links, carts, returns, new LinkPolicy(hosts));
    }

    private static Map<String, Object> theme(MailerConfig.Theme theme) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("brand", theme.brand());
        values.put("on_brand", theme.onBrand());
        values.put("ink", theme.ink());
        values.put("muted", theme.muted());
        values.put("paper", theme.paper());
        values.put("background", theme.background());
        values.put("dark_ink", theme.darkInk());
        values.put("dark_muted", theme.darkMuted());
        values.put("dark_paper", theme.darkPaper());
        values.put("dark_background", theme.darkBackground());
        values.put("font", theme.font());
        theme.logo().ifPresent(logo -> values.put("logo", logo.toString()));
        return values;
    }
}
