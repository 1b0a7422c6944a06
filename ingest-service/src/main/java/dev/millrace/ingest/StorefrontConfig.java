package dev.millrace.ingest;

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

        @WithDefault("welcome")
        String id();

        @WithDefault("subscribed")
        String status();

        @WithDefault("marketing")
        String purpose();

        @WithDefault("en")
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

        @WithDefault("E-mail address")
        String email();

        @WithDefault("Sign up")
        String button();

        @WithDefault("No, thank you")
        String decline();

        @WithDefault("Close")
        String close();

        @WithDefault("Please enter an e-mail address such as name@example.org.")
        String emailError();

        @WithDefault("Please tick the box if we may write to you.")
        String wordingError();

        @WithDefault("That did not work. Please try again.")
        String sendError();

        @WithDefault("Thank you")
        String thanksTitle();

        @WithDefault("Our first mail is on its way.")
        String thanks();

        @WithDefault("Back to the shop")
        String done();

        Optional<String> code();

        Optional<String> privacy();

        Optional<String> privacyUrl();
    }
}
