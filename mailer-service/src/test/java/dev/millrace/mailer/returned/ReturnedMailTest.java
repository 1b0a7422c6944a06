package dev.millrace.mailer.returned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.link.ReturnAddresses;
import dev.millrace.mailer.link.ReturnAddresses.Purpose;
import dev.millrace.mailer.link.ReturnAddresses.Return;
import dev.millrace.mailer.report.Report;
import dev.millrace.mailer.report.Report.Bounced;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnedMailTest {

    private static final ReturnAddresses ADDRESSES =
            new ReturnAddresses(new LinkKey("a secret of tests, long enough"), Optional.of("bounces.shop.test"));

    @ParameterizedTest
    @CsvSource({
        "5.1.1, 550 5.1.1 <ana@example.test> unknown, ADDRESS, 550 5.1.1 <address> unknown",
        "5.2.2, 552 5.2.2 mailbox full, OTHER, 552 5.2.2 mailbox full",
        "5.7.1, 550 we do not want you, SENDER, 5.7.1 550 we do not want you",
        "4.4.7, 'delivery expired', OTHER, 4.4.7 delivery expired",
        "5.1.8, 'bad sender', SENDER, 5.1.8 bad sender",
    })
    void aBounceSaysWhatItIsAbout(String status, String said, Refusal about, String reason) throws Exception {
        assertThat(read(Returns.bounce("b@bounces.shop.test", "failed", status, said))
                        .reports())
                .containsExactly(new Bounced(about, reason));
    }

    @Test
    void deliveriesAndDelaysAreTold() throws Exception {
        assertThat(read(Returns.bounce("b@x.test", "delivered", "2.0.0", "250 ok"))
                        .reports())
                .containsExactly(new Report.Delivered());
        assertThat(read(Returns.bounce("b@x.test", "delayed", "4.4.1", "timed out"))
                        .reports())
                .containsExactly(new Report.Delayed());
        assertThat(read(Returns.bounce("b@x.test", "relayed", "2.0.0", "ok")).reports())
                .isEmpty();
    }

    @Test
    void aComplaintNamesTheMailByAnAddressWithinIt() throws Exception {
        String way = ADDRESSES.of(Purpose.UNSUBSCRIBE, MailId.of("m-1")).orElseThrow();
        ReturnedMail mail = read(Returns.complaint("complaints@bounces.shop.test", "abuse", way));
        assertThat(mail.reports()).containsExactly(new Report.Complained());
        assertThat(mail.quoted(ADDRESSES)).contains(new Return(Purpose.UNSUBSCRIBE, MailId.of("m-1")));
        assertThat(read(Returns.complaint("c@x.test", "opt-out", way)).reports())
                .containsExactly(new Report.Unsubscribed("feedback-loop"));
        assertThat(read(Returns.complaint("c@x.test", "not-spam", way)).reports())
                .isEmpty();
    }

    @Test
    void aComplaintAboutAMailThatNobodySignedNamesNone() throws Exception {
        String forged = "unsubscribe-" + "0".repeat(48) + "@bounces.shop.test";
        assertThat(read(Returns.complaint("complaints@bounces.shop.test", "abuse", forged))
                        .quoted(ADDRESSES))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: I am away\r\nAuto-Submitted: auto-replied\r\n\r\nBack on Monday.",
                "",
                "no header at all",
                "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n\u0000\r\n--x--",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n--x--",
            })
    void whatIsNoReportSaysNothing(String mail) throws Exception {
        assertThat(read(mail).reports()).isEmpty();
    }

    private static ReturnedMail read(String mail) throws Exception {
        return ReturnedMail.read(mail.getBytes(StandardCharsets.US_ASCII));
    }
}
