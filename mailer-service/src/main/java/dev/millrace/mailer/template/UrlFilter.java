package dev.millrace.mailer.template;

import java.util.Map;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/** {@code {{ "/sale" | url }}}: a path as an address in the shop. What is an address already stays as it is. */
final class UrlFilter extends Filter {

    UrlFilter() {
        super("url");
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... params) {
        String path = value == null ? "" : asString(value, context).strip();
        if (path.startsWith("https://") || path.startsWith("http://")) {
            return path;
        }
        String shop =
                context.get("shop") instanceof Map<?, ?> fields && fields.get("url") instanceof String url ? url : "";
        String base = shop.endsWith("/") ? shop.substring(0, shop.length() - 1) : shop;
        return path.isEmpty() ? shop : base + (path.startsWith("/") ? path : "/" + path);
    }
}
