package dev.millrace.ingest;

import dev.millrace.ingest.storefront.PopupDefaults;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the shop's pages show: {@code millrace.storefront.popup.*}; without texts there is no pop-up. */
@ConfigMapping(prefix = "millrace.storefront")
public interface StorefrontConfig {

    Optional<PopupConfig> popup();

    /** The welcome pop-up. */
    interface PopupConfig {

        @WithDefault(PopupDefaults.ID)
        String id();

        @WithDefault(PopupDefaults.STATUS)
        String status();

        @WithDefault(PopupDefaults.PURPOSE)
        String purpose();

        @WithDefault(PopupDefaults.LANGUAGE)
        String language();

        RuleConfig rule();

        Map<String, TextsConfig> texts();
    }

    /** When it comes. */
    interface RuleConfig {

        @WithDefault("true")
        boolean firstVisit();

        Optional<Duration> delay();

        Optional<Integer> scrollPercent();

        @WithDefault("true")
        boolean exitIntent();

        @WithDefault("0")
        int againAfterDays();

        Optional<List<String>> exceptPaths();
    }

    /** What it says; the defaults are for English. */
    interface TextsConfig {

        String title();

        String body();

        /** What the visitor agrees to, word for word. */
        String wording();

        Optional<String> version();

        @WithDefault(PopupDefaults.EMAIL)
        String email();

        @WithDefault(PopupDefaults.BUTTON)
        String button();

        @WithDefault(PopupDefaults.DECLINE)
        String decline();

        @WithDefault(PopupDefaults.CLOSE)
        String close();

        @WithDefault(PopupDefaults.EMAIL_ERROR)
        String emailError();

        @WithDefault(PopupDefaults.WORDING_ERROR)
        String wordingError();

        @WithDefault(PopupDefaults.SEND_ERROR)
        String sendError();

        @WithDefault(PopupDefaults.THANKS_TITLE)
        String thanksTitle();

        @WithDefault(PopupDefaults.THANKS)
        String thanks();

        @WithDefault(PopupDefaults.DONE)
        String done();

        Optional<String> code();

        Optional<String> privacy();

        Optional<String> privacyUrl();
    }
}
