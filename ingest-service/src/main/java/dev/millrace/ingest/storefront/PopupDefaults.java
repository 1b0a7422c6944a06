package dev.millrace.ingest.storefront;

/** What holds where a shop says nothing of its pop-up; the texts are for English. */
public final class PopupDefaults {

    public static final String ID = "welcome";
    public static final String STATUS = "subscribed";
    public static final String PURPOSE = "marketing";
    public static final String LANGUAGE = "en";
    public static final String EMAIL = "E-mail address";
    public static final String BUTTON = "Sign up";
    public static final String DECLINE = "No, thank you";
    public static final String CLOSE = "Close";
    public static final String EMAIL_ERROR = "Please enter an e-mail address such as name@example.org.";
    public static final String WORDING_ERROR = "Please tick the box if we may write to you.";
    public static final String SEND_ERROR = "That did not work. Please try again.";
    public static final String THANKS_TITLE = "Thank you";
    public static final String THANKS = "Our first mail is on its way.";
    public static final String DONE = "Back to the shop";

    private PopupDefaults() {}
}
