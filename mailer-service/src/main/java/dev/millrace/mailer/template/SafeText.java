package dev.millrace.mailer.template;

/** Text that already is what its target wants: made by {@code capture}, whose outputs were made safe one by one. */
record SafeText(String text) {

    @Override
    public String toString() {
        return text;
    }
}
