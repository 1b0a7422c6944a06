package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fingerprint;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.ParsedExpression;
import dev.millrace.segment.rule.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The rules in force, compiled, in the order of their ids, and a fingerprint that is another one when any definition is. A
 * definition that this release can't read, or that asks itself, is left out of the rules and still listed: visible, and
 * never a crash.
 */
public final class RuleSet {

    public static final RuleSet EMPTY = compile(List.of());

    private static final int MAX_AD_HOC = 1_000;

    private final Dialect dialect;
    private final List<Rule> rules;
    private final List<CompiledRule> compiled;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<SegmentDefinition> inactive;
    private final RuleCompiler compiler;
    private final RuleIndex index;
    private final AccumulatorPlan plan;
    private final long fingerprint;
    /** By place: what a rule says, without what it asks. */
    private final long[] wordings;

    private final List<RankedValue> ranked;

    /** The same few are asked again and again, of one customer after the other. */
    private final Map<Expression, CompiledRule> adHoc = new ConcurrentHashMap<>();

    private final Map<Expression, AskedExpression> asked = new ConcurrentHashMap<>();

    private RuleSet(List<Rule> readable, List<SegmentDefinition> unreadable, Dialect dialect) {
        this.dialect = dialect;
        compiler = new RuleCompiler(readable);
        rules = readable.stream()
                .filter(rule -> compiler.find(rule.segment()).isPresent())
                .sorted(Comparator.comparing(Rule::segment))
                .toList();
        compiled = rules.stream()
                .map(rule -> compiler.find(rule.segment()).orElseThrow())
                .toList();
        rules.forEach(rule -> places.put(rule.segment(), places.size()));
        inactive = Stream.concat(
                        unreadable.stream(),
                        readable.stream()
                                .filter(rule -> compiler.find(rule.segment()).isEmpty())
                                .map(Rule::definition))
                .toList();
        index = new RuleIndex(compiled);
        List<AccumulatorSpec> specs =
                compiled.stream().flatMap(rule -> rule.specs().stream()).toList();
        plan = new AccumulatorPlan(
                specs,
                compiled.stream()
                        .flatMap(rule -> rule.reads().dimensions.stream())
                        .toList());
        fingerprint = rules.isEmpty() ? 0 : Fingerprint.of(text(rules));
        wordings = rules.stream().mapToLong(RuleSet::wording).toArray();
        ranked = findRanked();
    }

    private static long wording(Rule rule) {
        return Fingerprint.of(
                rule.expression() + "\n" + new TreeMap<>(rule.definition().parameters()));
    }

    public static RuleSet of(Collection<SegmentDefinition> definitions) {
        return of(definitions, Dialect.STANDARD);
    }

    /**
     * @param dialect in which the definitions are read
     */
    public static RuleSet of(Collection<SegmentDefinition> definitions, Dialect dialect) {
        List<Rule> readable = new ArrayList<>();
        List<SegmentDefinition> unreadable = new ArrayList<>();
        for (SegmentDefinition written : definitions) {
            SegmentDefinition definition = dialect.adapted(written);
            ParsedExpression parsed = dialect.parse(definition);
            if (parsed instanceof ParsedExpression.Valid valid) {
                readable.add(new Rule(definition, valid.expression()));
            } else {
                unreadable.add(definition);
            }
        }
        return new RuleSet(readable, unreadable, dialect);
    }

    /** Why a definition can't be a rule in this release; empty if it can. */
    public static Optional<String> whyUnreadable(SegmentDefinition definition, Dialect dialect) {
        ParsedExpression parsed = dialect.parse(definition);
        return parsed instanceof ParsedExpression.Invalid invalid
                ? Optional.of("line " + invalid.error().line() + ", column "
                        + invalid.error().column() + ": " + invalid.error().message())
                : Optional.empty();
    }

    /** Whether a definition asks for other segments: only then can it close a circle. */
    public static boolean asksOthers(SegmentDefinition definition, Dialect dialect) {
        return dialect.parse(definition) instanceof ParsedExpression.Valid it
                && !Tree.segments(it.expression()).isEmpty();
    }

    public static RuleSet compile(List<Rule> rules) {
        return new RuleSet(rules, List.of(), Dialect.STANDARD);
    }

    /** In which the definitions were read. */
    public Dialect dialect() {
        return dialect;
    }

    public List<Rule> rules() {
        return rules;
    }

    /** All definitions, also the inactive ones. */
    public List<SegmentDefinition> definitions() {
        return Stream.concat(rules.stream().map(Rule::definition), inactive.stream())
                .sorted(Comparator.comparing(SegmentDefinition::id))
                .toList();
    }

    public long fingerprint() {
        return fingerprint;
    }

    /** What is to be kept of each customer for these rules. */
    public AccumulatorPlan plan() {
        return plan;
    }

    public Optional<Rule> rule(String segment) {
        int place = place(segment);
        return place < 0 ? Optional.empty() : Optional.of(rules.get(place));
    }

    /** How far a rule looks back at what is kept for it, in milliseconds: 0 if nothing is, the greatest number for ever. */
    public long reach(String segment) {
        int place = place(segment);
        return place < 0
                ? 0
                : compiled.get(place).specs().stream()
                        .mapToLong(AccumulatorSpec::windowMillis)
                        .max()
                        .orElse(0);
    }

    /** Whether a rule asks for anything of a plan. */
    public boolean asksFor(String segment, AccumulatorPlan kept) {
        int place = place(segment);
        return place >= 0 && compiled.get(place).specs().stream().anyMatch(spec -> kept.has(spec.key()));
    }

    /**
     * What each rule means, by segment: another number where a rule, one that it asks, or a fact that it reads is another. A
     * name or a purpose changes no meaning.
     */
    public Map<String, Long> meanings(ShopFacts facts) {
        Map<String, Long> meanings = new HashMap<>();
        rules.forEach(rule -> meaning(rule.segment(), facts, meanings));
        return meanings;
    }

    private long meaning(String segment, ShopFacts facts, Map<String, Long> known) {
        int place = place(segment);
        Long before = known.get(segment);
        if (place < 0 || before != null) {
            return before == null ? 0 : before;
        }
        Rule rule = rules.get(place);
        StringBuilder text = new StringBuilder().append(wordings[place]);
        for (String asked : new TreeSet<>(Tree.segments(rule.expression()))) {
            text.append('\n').append(asked).append(' ').append(meaning(asked, facts, known));
        }
        for (String fact : new TreeSet<>(compiled.get(place).reads().facts)) {
            text.append('\n').append(fact).append(' ').append(facts.fingerprint(fact));
        }
        long meaning = Fingerprint.of(text.toString());
        known.put(segment, meaning);
        return meaning;
    }

    /** The segments by which a rule asks itself in the end, itself first and last. */
    public Optional<List<String>> circle(String segment) {
        return compiler.circle(segment);
    }

    public Verdict evaluate(Rule rule, CustomerState state, ShopFacts facts, Instant now) {
        return compiled(rule).evaluate(state, facts, now);
    }

    public List<Because> because(Rule rule, CustomerState state, ShopFacts facts, Instant now) {
        return compiled(rule).because(state, facts, now);
    }

    /** Why the rule at a place in {@link #rules} holds or not. */
    public List<Because> because(int place, CustomerState state, ShopFacts facts, Instant now) {
        return compiled.get(place).because(state, facts, now);
    }

    /**
     * Makes an expression ready to be asked of many, that is no rule of this set. What it asks beyond what these rules have kept is
     * unknown.
     */
    public CompiledRule adHoc(Expression expression) {
        CompiledRule known = adHoc.get(expression);
        CompiledRule asked = known == null ? CompiledRule.of(expression, compiler::find, plan) : known;
        if (known == null && adHoc.size() < MAX_AD_HOC) {
            adHoc.put(expression, asked);
        }
        return asked;
    }

    /** Makes an expression ready to be asked of single customers, whose past is at hand. */
    public AskedExpression asked(Expression expression) {
        AskedExpression known = asked.get(expression);
        AskedExpression found =
                known == null ? new AskedExpression(CompiledRule.of(expression, compiler::find, null), plan) : known;
        if (known == null && asked.size() < MAX_AD_HOC) {
            asked.put(expression, found);
        }
        return found;
    }

    /** What the rules rank by, each once. */
    public List<RankedValue> ranked() {
        return ranked;
    }

    private List<RankedValue> findRanked() {
        Map<String, RankedValue> found = new TreeMap<>();
        Compilation compilation = new Compilation(compiler::find, Kept.asking(plan));
        for (Rule rule : rules) {
            Tree.walk(rule.expression(), condition -> {}, operand -> {
                if (operand instanceof Operand.Rank rank) {
                    String name = RankedValue.name(RankedValue.asked(rank.value()), rank.of());
                    Reader reader = new ReaderCompiler(compilation).compile(rank.value());
                    found.put(name, new RankedValue(name, rank.of(), reader));
                }
            });
        }
        return List.copyOf(found.values());
    }

    /** The places in {@link #rules} of those that an event may have changed: no others have, before their time is up. */
    public int[] touched(CustomerState before, CustomerState after, String event) {
        return index.touched(before, after, event);
    }

    /** The places of the rules that time alone may change. */
    public int[] onTime() {
        return index.onTime();
    }

    /** The places of all rules. */
    public int[] all() {
        return index.all();
    }

    /** Asks the rules at some places about one customer at one instant, and when the first of them may change its mind. */
    public final class Questions {

        private final Subject subject;
        private final long at;

        private Questions(CustomerState state, ShopFacts facts, Instant now, Instant next) {
            this.subject = new Subject(state, facts);
            this.at = now.toEpochMilli();
            subject.lookNoFartherThan(next.toEpochMilli());
        }

        public boolean holds(int place) {
            Answer answer = compiled.get(place).answer(subject, at);
            subject.lookNoFartherThan(answer.until());
            return answer.truth() == Truth.YES;
        }

        public Instant nextChange() {
            return Instant.ofEpochMilli(subject.horizon());
        }
    }

    /**
     * @param next when the rules that are not asked may change their minds
     */
    public Questions ask(CustomerState state, ShopFacts facts, Instant now, Instant next) {
        return new Questions(state, facts, now, next);
    }

    private CompiledRule compiled(Rule rule) {
        int place = place(rule.segment());
        if (place < 0) {
            throw new IllegalArgumentException("no rule of this set: " + rule.segment());
        }
        return compiled.get(place);
    }

    private int place(String segment) {
        return places.getOrDefault(segment, -1);
    }

    private static String text(List<Rule> rules) {
        StringBuilder text = new StringBuilder();
        for (Rule rule : rules) {
            SegmentDefinition definition = rule.definition();
            text.append(definition.id())
                    .append('\n')
                    .append(definition.version())
                    .append('\n')
                    .append(definition.expression())
                    .append('\n')
                    .append(new TreeMap<>(definition.parameters()))
                    .append('\n');
        }
        return text.toString();
    }
}
