package dev.millrace.quickstart.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MailHtmlTest {

    @Test
    void shouldFindWhatAReaderCanReactTo() throws IOException {
        Letterbox.Mail mail = read(
                """
                {"To":[{"Name":"Anna","Address":"anna@mail.example"}],
                 "HTML":"<a class='x' href=\\"http://m/t/c/1?a=1&amp;b=2\\">Cart</a><a href=\\"http://m/t/c/2\\">Shop</a>\
                <a href=\\"http://m/u/3\\">bye</a><img alt=\\"\\" width=\\"1\\" src=\\"http://m/t/o/4\\" />",
                 "ListUnsubscribe":{"Links":["mailto:x@y","http://m/u/5"]}}""");

        assertThat(mail.to()).isEqualTo("anna@mail.example");
        assertThat(mail.pixel()).contains("http://m/t/o/4");
        assertThat(mail.links()).containsExactly("http://m/t/c/1?a=1&b=2", "http://m/t/c/2");
        assertThat(mail.unsubscribe()).contains("http://m/u/5");
    }

    @Test
    void shouldFindTheLinkWhereThereIsNoButton() throws IOException {
        assertThat(read("{\"HTML\":\"<a href=\\\"http://m/u/3\\\">bye</a>\"}").unsubscribe())
                .contains("http://m/u/3");
    }

    @Test
    void shouldFindNothingInAPlainMail() throws IOException {
        Letterbox.Mail mail = read("{\"HTML\":\"<p>Hello <img src=\\\"http://m/logo.png\\\"></p>\"}");

        assertThat(mail.pixel()).isEmpty();
        assertThat(mail.links()).isEmpty();
        assertThat(mail.unsubscribe()).isEmpty();
    }

    private static Letterbox.Mail read(String json) throws IOException {
        return MailHtml.read("1", Json.mapper().readTree(json));
    }
}
