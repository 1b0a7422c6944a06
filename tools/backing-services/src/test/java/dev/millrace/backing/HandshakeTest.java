package dev.millrace.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {

    @ParameterizedTest
    @EnumSource
    void nobodyListeningIsNoAnswer(BackingService service) {
        assertThat(Handshake.answers(service, FreePorts.find(1).get(0))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfAnotherProtocolIsNoAnswer(BackingService service) throws IOException {
        assertThat(askServerThatSays("HTTP/1.1 400 Bad Request\r\n\r\n", service))
                .isFalse();
    }

    @Test
    void aGreetingIsAnAnswer() throws IOException {
        assertThat(askServerThatSays("220 ready\r\n", BackingService.INBOX)).isTrue();
    }

    private static boolean askServerThatSays(String said, BackingService service) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> answerOnce(server, said));
            boolean answers = Handshake.answers(service, server.getLocalPort());
            serving.join();
            return answers;
        }
    }

    private static void answerOnce(ServerSocket server, String said) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
