package dev.millrace.benchmarks.mail;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.mail.Composition;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.template.Compilation;
import dev.millrace.mailer.template.CompiledTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A mail is made of a request and a template, for a different customer each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenderCost {

    private static final Pattern SIGNED = Pattern.compile("https://mail\\.shop\\.test/t/c/([A-Za-z0-9_-]+)");

    private final MailComposer composer = ProductMail.composer();
    private final CompiledTemplate template = ProductMail.template();
    private final List<MessageRequested> requests = ProductMail.requests();
    private final List<Piece> html = pieces(ProductMail.composed().html());
    private final List<Piece> text = pieces(ProductMail.composed().text());
    private int next;

    /** Some of a body, and where the link behind it leads; empty at the end. */
    private record Piece(String copied, String target) {}

    @Benchmark
    public OutgoingMail compose() {
        Composition composition = composer.compose(nextRequest(), template);
        if (composition instanceof Composition.Composed composed) {
            return composed.mail();
        }
        throw new IllegalStateException("no mail: " + composition);
    }

    /** What a mail costs at least: its characters are copied, and what each of its links leads to is signed once. */
    @Benchmark
    public int copyAndSign() {
        String id = nextRequest().id();
        return body(id, html, true) + body(id, text, false);
    }

    @Benchmark
    public Compilation compile() {
        return ProductMail.compile();
    }

    private MessageRequested nextRequest() {
        next = next + 1 < requests.size() ? next + 1 : 0;
        return requests.get(next);
    }

    private static int body(String id, List<Piece> pieces, boolean signed) {
        StringBuilder body = new StringBuilder();
        for (Piece piece : pieces) {
            body.append(piece.copied);
            if (!piece.target.isEmpty()) {
                body.append(signed ? ProductMail.LINKS.click(id, piece.target) : piece.target);
            }
        }
        return body.toString().length();
    }

    private static List<Piece> pieces(String body) {
        List<Piece> pieces = new ArrayList<>();
        Matcher links = SIGNED.matcher(body);
        int end = 0;
        while (links.find()) {
            String target =
                    ProductMail.LINKS.readClick(links.group(1)).orElseThrow().target();
            pieces.add(new Piece(body.substring(end, links.start()), target));
            end = links.end();
        }
        pieces.add(new Piece(body.substring(end), ""));
        return pieces;
    }
}
