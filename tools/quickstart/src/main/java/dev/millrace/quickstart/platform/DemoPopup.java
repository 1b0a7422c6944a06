package dev.millrace.quickstart.platform;

import java.util.Map;

/** The welcome pop-up of the demo shop, as a shop would configure its own. */
final class DemoPopup {

    private static final String POPUP = "millrace.storefront.popup.";
    private static final String ENGLISH = POPUP + "texts.\"en\".";

    static final Map<String, String> SETTINGS = Map.of(
            POPUP + "rule.delay", "5s",
            POPUP + "rule.scroll-percent", "50",
            POPUP + "rule.except-paths", "/checkout,/account,/thanks",
            ENGLISH + "title", "10 % off your first order",
            ENGLISH + "body", "Leave your address: news from the mill now and then, and a code right away.",
            ENGLISH + "wording",
                    "Yes, Mill & Co may send me news and offers by e-mail. I can withdraw this at any time.",
            ENGLISH + "thanks", "A welcome mail is on its way. Your code:",
            ENGLISH + "code", "WELCOME10",
            ENGLISH + "privacy", "What we do with your address",
            ENGLISH + "privacy-url", "/privacy");

    private DemoPopup() {}
}
