package dev.millrace.mailer.template;

/** Decides, for one mail, about every address that its links lead to and its pictures come from, whoever wrote it. */
public interface Addresses {

    /**
     * @param target where the link leads as written, without character references
     * @return where it leads in the mail
     */
    String link(String target);

    /**
     * @param source where the picture comes from as written, without character references
     * @return false if the picture is left out
     */
    boolean allowsPicture(String source);

    /** The picture at the end of the body that nobody sees; empty for none. */
    String pixel();
}
