package dev.millrace.mailer.webhook;

import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks SNS, and remembers its certificates. They are believed because of the host that has them, which TLS proves. */
@Singleton
public final class SnsOverHttps implements SnsHost {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_REMEMBERED = 20;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Map<URI, X509Certificate> remembered = new ConcurrentHashMap<>();
    private final InstantSource time;

    SnsOverHttps(InstantSource time) {
        this.time = time;
    }

    @Override
    public Optional<PublicKey> key(URI address) {
        try {
            X509Certificate known = remembered.get(address);
            X509Certificate certificate = known == null ? fetched(address) : known;
            certificate.checkValidity(Date.from(time.instant()));
            if (remembered.size() < MAX_REMEMBERED) {
                remembered.put(address, certificate);
            }
            return Optional.of(certificate.getPublicKey());
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    @Override
    public void confirm(URI address) {
        get(address);
    }

    private X509Certificate fetched(URI address) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(get(address)));
    }

    private byte[] get(URI address) {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("SNS answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("SNS can't be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking SNS", e);
        }
    }
}
