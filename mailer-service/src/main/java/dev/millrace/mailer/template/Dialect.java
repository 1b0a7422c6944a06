package dev.millrace.mailer.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import liqp.TemplateParser;
import liqp.filters.Filter;
import liqp.parser.Flavor;

/**
 * The Liquid that templates may use: its filters, tags and limits. An output in HTML is escaped, in plain text it is kept
 * on one line; both by a filter that the compiler adds, so no author can forget it.
 *
 * <p>A template ends with an error instead of running for ever: loops, the length of every value and of the whole are bounded.
 */
final class Dialect {

    static final int MAX_ITERATIONS = 5_000;
    static final int MAX_RENDERED = 1_000_000;

    /** Tags that print a value past the escaping filter, or read files, are left out. */
    static final Set<String> TAGS =
            Set.of("if", "unless", "case", "for", "break", "continue", "assign", "capture", "comment");

    /** Filters that only make sense on a web site, or undo what makes an output safe. */
    private static final Set<String> LEFT_OUT =
            Set.of("absolute_url", "relative_url", "escape", "escape_once", "h", "date");

    private Dialect() {}

    /** Where the output of a template goes, which decides what is dangerous in it. */
    enum Target {
        HTML,
        TEXT
    }

    static TemplateParser parser(Target target) {
        TemplateParser.Builder builder = new TemplateParser.Builder()
                .withFlavor(Flavor.LIQUID)
                .withErrorMode(TemplateParser.ErrorMode.STRICT)
                .withMaxIterations(MAX_ITERATIONS)
                .withMaxSizeRenderedString(MAX_RENDERED)
                .withRenderTransformer(new Appended())
                .withBlock(new SafeCapture())
                .withBlock(new LinkBlock(target))
                .withBlock(new PictureBlock())
                .withBlock(new PixelBlock());
        filters(target).forEach(builder::withFilter);
        return builder.build();
    }

    static Set<String> filterNames() {
        Set<String> names = new LinkedHashSet<>();
        filters(Target.HTML).forEach(filter -> names.add(filter.name));
        names.remove(OutputFilter.NAME);
        return names;
    }

    private static List<Filter> filters(Target target) {
        List<Filter> filters = new ArrayList<>();
        for (Filter standard : Flavor.LIQUID.getFilters().values()) {
            if (!LEFT_OUT.contains(standard.name)) {
                filters.add(new BoundedFilter(WholeNumbers.quick(standard)));
            }
        }
        for (String name : List.of("escape", "escape_once", "h")) {
            filters.add(new SameFilter(name));
        }
        for (Filter own :
                List.of(new MoneyFilter(), new DateFilter(), new PluralFilter(), new UrlFilter(), new CssFilter())) {
            filters.add(new BoundedFilter(own));
        }
        filters.add(new OutputFilter(target));
        return filters;
    }
}
