package dev.millrace.mailer.template;

import ch.digitalfondue.mjml4j.Mjml4j;
import dev.millrace.contract.MessageCommand.MessageClass;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liqp.TemplateParser;

/**
 * Turns what an author wrote into what is rendered per message, or says everything that is wrong with it: Liquid first, as
 * its places are the author's, then MJML, then what the law asks of marketing mail. Runs when a template is saved, never
 * when a message is sent.
 */
public final class TemplateCompiler {

    private static final int MAX_SOURCE = 200_000;
    private static final int MAX_HTML = 102 * 1024;
    private static final Pattern LANGUAGE =
            Pattern.compile("<mjml\\b[^>]*\\blang\\s*=\\s*[\"']([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[\"']");
    private static final Pattern ADDRESS =
            Pattern.compile("<(?:a\\b[^>]*?\\bhref|img\\b[^>]*?\\bsrc)\\s*=\\s*\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL_HOST = Pattern.compile("https?://([A-Za-z0-9.-]+)(?:[:/?#\"].*)?");

    private final TemplateParser htmlParser = Dialect.parser(Dialect.Target.HTML);
    private final TemplateParser textParser = Dialect.parser(Dialect.Target.TEXT);

    /**
     * Compiles the template as it is, and under the lines of each of its variants, which have to be right in the same way.
     *
     * @param parts what the layout may render
     */
    public Compilation compile(TemplateSource written, Parts parts) {
        Compilation own = compileOne(written, parts);
        Set<Problem> problems = new LinkedHashSet<>(problems(own));
        Map<String, CompiledTemplate> variants = new LinkedHashMap<>();
        List<Problem> ofVariants = new ArrayList<>(written.variants().problems());
        written.variants().byName().forEach((name, lines) -> {
            Compilation variant = compileOne(written.under(lines), parts);
            if (variant instanceof Compilation.Compiled done) {
                variants.put(name, done.template());
            }
            problems(variant).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problem -> ofVariants.add(problem.within(Variants.path(name))));
        });
        problems.addAll(ofVariants);
        return problems.isEmpty() && own instanceof Compilation.Compiled compiled
                ? new Compilation.Compiled(compiled.template(), variants)
                : new Compilation.Refused(List.copyOf(problems));
    }

    private static List<Problem> problems(Compilation compilation) {
        return compilation instanceof Compilation.Refused refused ? refused.problems() : List.of();
    }

    private Compilation compileOne(TemplateSource written, Parts parts) {
        String locale = locale(written.mjml());
        List<Problem> problems = new ArrayList<>(parts.problems("mjml", written.mjml(), locale));
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems);
        }
        TemplateSource source = written.withLayout(parts.in(written.mjml(), locale));
        problems.addAll(shape(source));
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems);
        }
        LiquidText subject = LiquidText.parse(textParser, "subject", source.subject());
        LiquidText layout = LiquidText.parse(htmlParser, "mjml", source.mjml());
        LiquidText preheader = LiquidText.parse(
                htmlParser, "preheader", Optional.ofNullable(source.preheader()).orElse(""));
        Optional<LiquidText> text =
                Optional.ofNullable(source.text()).map(plain -> LiquidText.parse(textParser, "text", plain));
        problems.addAll(subject.problems());
        problems.addAll(preheader.problems());
        problems.addAll(layout.problems());
        text.map(LiquidText::problems).ifPresent(problems::addAll);
        if (source.messageClass() == MessageClass.MARKETING) {
            problems.addAll(legalDuties("mjml", layout));
            text.map(plain -> legalDuties("text", plain)).ifPresent(problems::addAll);
        }
        Placeholders liquid = new Placeholders(withPreheader(source));
        problems.addAll(MjmlLint.check(new Placeholders(source.mjml()).replaced()));
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems);
        }
        String html = Mjml4j.render(liquid.replaced(), new Mjml4j.Configuration(locale));
        Optional<Problem> misplaced = liquid.firstMisplaced("mjml", html);
        if (misplaced.isPresent()) {
            return new Compilation.Refused(List.of(misplaced.get()));
        }
        String restored = liquid.restore(html, OutputPlaces.in(html).inStyles(), CssFilter.NAME);
        return finish(source.missing(), locale, subject, restored, text);
    }

    private static String locale(String mjml) {
        Matcher language = LANGUAGE.matcher(mjml);
        return language.find() ? language.group(1) : "en";
    }

    private Compilation finish(
            MissingValues missing, String locale, LiquidText subject, String html, Optional<LiquidText> text) {
        LiquidText compiled = LiquidText.parse(htmlParser, "mjml", html);
        if (!compiled.problems().isEmpty()) {
            return new Compilation.Refused(List.of(Problem.whole(
                    "mjml",
                    "a Liquid block begins in one MJML element and ends in another: "
                            + compiled.problems().get(0).message())));
        }
        int bytes = Placeholders.without(new Placeholders(html).replaced()).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_HTML) {
            return new Compilation.Refused(List.of(Problem.whole(
                    "mjml",
                    "becomes " + bytes + " bytes of HTML even without any value, and Gmail clips a mail behind "
                            + MAX_HTML + ": make it shorter")));
        }
        if (text.isEmpty() && !isLiquid(PlainText.liquidOf(html))) {
            return new Compilation.Refused(List.of(Problem.whole(
                    "mjml", "no text part can be made of it: a Liquid block begins or ends in a comment or a style")));
        }
        return new Compilation.Compiled(
                new CompiledTemplate(
                        subject.secured(missing),
                        compiled.secured(missing),
                        text.map(liquid -> liquid.secured(missing)),
                        authorHosts(html),
                        locale),
                Map.of());
    }

    private boolean isLiquid(String text) {
        try {
            LiquidProgram.of(textParser, text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static List<Problem> shape(TemplateSource source) {
        List<Problem> problems = new ArrayList<>();
        if (!source.id().matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            problems.add(Problem.whole("id", "has up to 100 small letters, digits, dots, dashes and underscores"));
        }
        if (source.subject().isBlank() || source.subject().indexOf('\n') >= 0) {
            problems.add(Problem.whole("subject", "is one line of text"));
        }
        if (source.mjml().length() > MAX_SOURCE) {
            problems.add(Problem.whole("mjml", "is longer than " + MAX_SOURCE + " characters"));
        }
        if (Placeholders.contains(source.mjml())) {
            problems.add(Problem.whole("mjml", "contains a word like lqd0x, which is reserved: change it"));
        }
        if (source.preheader() != null && source.mjml().contains("<mj-preview")) {
            problems.add(Problem.whole("preheader", "is given twice: remove <mj-preview> from the layout"));
        }
        return problems;
    }

    private static List<Problem> legalDuties(String path, LiquidText text) {
        List<Problem> problems = new ArrayList<>();
        if (!text.problems().isEmpty()) {
            return problems;
        }
        if (!text.fields().contains("unsubscribe_url")) {
            problems.add(Problem.whole(
                    path, "marketing mail needs a way out: add a link to {{ unsubscribe_url }} in the footer"));
        }
        if (!text.fields().contains("shop.address")) {
            problems.add(Problem.whole(
                    path, "marketing mail needs the sender's postal address: add {{ shop.address }} in the footer"));
        }
        return problems;
    }

    private static String withPreheader(TemplateSource source) {
        if (source.preheader() == null || source.preheader().isBlank()) {
            return source.mjml();
        }
        Placeholders liquid = new Placeholders(source.preheader());
        String preview = "<mj-preview>" + liquid.restore(OutputFilter.escape(liquid.replaced())) + "</mj-preview>";
        Matcher head = Pattern.compile("<mj-head\\s*>").matcher(source.mjml());
        return head.find()
                ? source.mjml().substring(0, head.end())
                        + preview
                        + source.mjml().substring(head.end())
                : source.mjml()
                        .replaceFirst(
                                "<mjml[^>]*>", "$0" + Matcher.quoteReplacement("<mj-head>" + preview + "</mj-head>"));
    }

    /** Hosts of links and pictures whose host is written out, whatever Liquid follows in the path. */
    private static Set<String> authorHosts(String html) {
        Set<String> hosts = new LinkedHashSet<>();
        Matcher addresses = ADDRESS.matcher(html);
        while (addresses.find()) {
            String literal = addresses.group(1).split("\\{[{%]", 2)[0];
            boolean whole = literal.length() == addresses.group(1).length();
            Matcher host = LITERAL_HOST.matcher(literal);
            if (host.matches() && (whole || literal.indexOf('/', "https://".length()) > 0)) {
                hosts.add(host.group(1).toLowerCase(java.util.Locale.ROOT));
            }
        }
        return hosts;
    }
}
