package dev.millrace.ingest;

import dev.millrace.ingest.storefront.Popup;
import dev.millrace.ingest.storefront.PopupRule;
import dev.millrace.ingest.storefront.PopupTexts;
import dev.millrace.ingest.storefront.Storefront;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads from configuration what the shop's pages show; what is wrong there stops the start. */
@Singleton
class StorefrontWiring {

    @Produces
    @Singleton
    @Startup
    Storefront storefront(StorefrontConfig config) {
        try {
            // its defaults alone make it present in a packaged service
            return new Storefront(config.popup()
                    .filter(popup -> !popup.texts().isEmpty())
                    .map(StorefrontWiring::popup)
                    .orElse(null));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("millrace.storefront.popup: " + e.getMessage(), e);
        }
    }

    private static Popup popup(StorefrontConfig.PopupConfig config) {
        StorefrontConfig.RuleConfig rule = config.rule();
        Map<String, PopupTexts> texts = new HashMap<>();
        config.texts().forEach((language, said) -> texts.put(language, texts(said)));
        return new Popup(
                config.id(),
                config.status(),
                config.purpose(),
                config.language(),
                new PopupRule(
                        rule.firstVisit(),
                        rule.delay().map(Duration::toSeconds).orElse(null),
                        rule.scrollPercent().orElse(null),
                        rule.exitIntent(),
                        rule.againAfterDays(),
                        rule.exceptPaths().orElse(List.of())),
                texts);
    }

    private static PopupTexts texts(StorefrontConfig.TextsConfig said) {
        return new PopupTexts(
                said.title(),
                said.body(),
                said.email(),
                said.wording(),
                said.version().orElse(""),
                said.button(),
                said.decline(),
                said.close(),
                said.emailError(),
                said.wordingError(),
                said.sendError(),
                said.thanksTitle(),
                said.thanks(),
                said.done(),
                said.code().orElse(null),
                said.privacy().orElse(null),
                said.privacyUrl().orElse(null));
    }
}
