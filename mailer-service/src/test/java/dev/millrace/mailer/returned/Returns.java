package dev.millrace.mailer.returned;

/** Mails that come back, as servers and mailbox providers write them. */
public final class Returns {

    private Returns() {}

    /** As Postfix writes it. */
    public static String bounce(String to, String action, String status, String diagnostic) {
        return """
               From: MAILER-DAEMON@mx.example.test (Mail Delivery System)
               To: %s
               Subject: Undelivered Mail Returned to Sender
               Auto-Submitted: auto-replied
               MIME-Version: 1.0
               Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

               This is a MIME-encapsulated message.

               --b1
               Content-Description: Notification
               Content-Type: text/plain; charset=us-ascii

               I'm sorry to have to inform you that your message could not be delivered.

               --b1
               Content-Description: Delivery report
               Content-Type: message/delivery-status

               Reporting-MTA: dns; mx.example.test
               X-Postfix-Queue-ID: 4F1A2B3C
               Arrival-Date: Mon,  2 Mar 2026 10:00:00 +0000 (UTC)

               Final-Recipient: rfc822; ana@example.test
               Original-Recipient: rfc822;ana@example.test
               Action: %s
               Status: %s
               Remote-MTA: dns; mail.example.test
               Diagnostic-Code: smtp; %s

               --b1
               Content-Description: Undelivered Message Headers
               Content-Type: text/rfc822-headers

               Return-Path: <%s>
               From: Alder & Oak <hello@shop.test>
               Subject: Still thinking?

               --b1--
               """
                .formatted(to, action, status, diagnostic, to)
                .replace("\n", "\r\n");
    }

    /** A complaint as mailbox providers send it (RFC 5965), the reader's address taken out. */
    public static String complaint(String to, String type, String unsubscribe) {
        return """
               From: <feedback@mailbox.example.test>
               To: <%s>
               Subject: FW: Still thinking?
               MIME-Version: 1.0
               Content-Type: multipart/report; report-type=feedback-report; boundary="b2"

               --b2
               Content-Type: text/plain; charset="US-ASCII"

               This is an email abuse report for an email message received from 192.0.2.1.

               --b2
               Content-Type: message/feedback-report

               Feedback-Type: %s
               User-Agent: SomeGenerator/1.0
               Version: 1
               Source-IP: 192.0.2.1

               --b2
               Content-Type: message/rfc822
               Content-Disposition: inline

               From: Alder & Oak <hello@shop.test>
               To: <redacted@mailbox.example.test>
               List-Unsubscribe: <https://mail.shop.test/u/abc>,
                 <mailto:%s?subject=unsubscribe>
               Subject: Still thinking?

               Hello

               --b2--
               """
                .formatted(to, type, unsubscribe)
                .replace("\n", "\r\n");
    }
}
