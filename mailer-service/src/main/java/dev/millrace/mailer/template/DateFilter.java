package dev.millrace.mailer.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;
import ua.co.k.strftime.StrftimeFormatter;

/**
 * {@code {{ orders.newest[0].at | date: "%-d %B", "Europe/Paris" }}}: a day or an instant in the mail's language, by the
 * clock of the zone that is named, else of the customer's ({@code customer.timezone}), else of UTC. A third parameter names
 * another language. What is no date is printed as it is.
 */
final class DateFilter extends Filter {

    private static final int KEPT = 256;
    private static final int DAY_LENGTH = "2026-03-02".length();

    private final Map<Kind, StrftimeFormatter> formats = new ConcurrentHashMap<>();

    private record Kind(String pattern, Locale locale) {}

    DateFilter() {
        super("date");
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        if (value == null) {
            return "";
        }
        String pattern = params.length == 0 || params[0] == null ? "" : asString(params[0], context);
        if (pattern.isBlank()) {
            return value;
        }
        return time(value, zone(context, params))
                .map(time -> format(new Kind(pattern, MessageLocale.of(context, params, 2)))
                        .format(time))
                .orElseGet(() -> asString(value, context));
    }

    private StrftimeFormatter format(Kind kind) {
        StrftimeFormatter known = formats.get(kind);
        if (known == null) {
            known = StrftimeFormatter.ofSafePattern(kind.pattern, kind.locale);
            if (formats.size() < KEPT) {
                formats.put(kind, known);
            }
        }
        return known;
    }

    private static Optional<ZonedDateTime> time(Object value, ZoneId zone) {
        try {
            if (value instanceof Number seconds) {
                return Optional.of(Instant.ofEpochSecond(seconds.longValue()).atZone(zone));
            }
            String text = value.toString().strip();
            return Optional.of(
                    text.length() == DAY_LENGTH
                            ? LocalDate.parse(text).atStartOfDay(zone)
                            : OffsetDateTime.parse(text).atZoneSameInstant(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneId zone(TemplateContext context, Object[] params) {
        @Nullable
        Object named = params.length > 1 && params[1] != null ? params[1] : timeZoneOf(context.get("customer"));
        try {
            return named == null ? ZoneOffset.UTC : ZoneId.of(named.toString());
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static @Nullable Object timeZoneOf(@Nullable Object customer) {
        return customer instanceof Map<?, ?> traits ? traits.get("timezone") : null;
    }
}
