package dev.millrace.mailer.smtp;

/** How the way to the mail server is kept secret. Certificates are verified. */
public enum Encryption {
    /** Plain to this machine, {@link #STARTTLS} to any other. */
    AUTO,
    PLAIN,
    STARTTLS,
    /** From the first byte on. */
    TLS
}
