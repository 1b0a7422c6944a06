package dev.millrace.segment.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Topics;
import dev.millrace.segment.evaluation.Dialect;
import dev.millrace.segment.stream.Broadcast;
import dev.millrace.segment.stream.RuleQueries;
import dev.millrace.segment.stream.StoredDefinition;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the shop says of itself. Rules that read a setting which changes are judged anew for everybody. */
@Path("/api/shop")
@ByOwner
public class ShopResource {

    private static final List<String> NAMES =
            List.of("currency", "rates", "zone", "lists", "stores", "freeShipping", "values", "segments", "fields");

    private final Topics topics;
    private final Broadcast broadcast;
    private final RuleQueries rules;

    ShopResource(Topics topics, Broadcast broadcast, RuleQueries rules) {
        this.topics = topics;
        this.broadcast = broadcast;
        this.rules = rules;
    }

    /**
     * The settings in force.
     *
     * @param withoutRate currencies that have no rate, with the number of events whose amounts rules don't see for that reason:
     *     those that this instance has read since it started
     */
    public record ShopView(@JsonUnwrapped ShopSettings settings, Map<String, Long> withoutRate) {}

    @GET
    public ShopView get() {
        ShopSettings settings = rules.settings().orElseThrow(() -> Refused.notFound("nothing has been set yet"));
        Map<String, Long> withoutRate = new TreeMap<>(rules.withoutRate());
        withoutRate
                .keySet()
                .removeIf(currency -> settings.rates().containsKey(currency) || currency.equals(settings.currency()));
        return new ShopView(settings, withoutRate);
    }

    /** All settings at once: what is left out is not set. */
    @PUT
    public ShopSettings put(@Nullable ObjectNode body) {
        ObjectNode request = Refused.requireBody(body);
        request.remove(List.of("updatedAt", "withoutRate"));
        request.fieldNames().forEachRemaining(ShopResource::requireKnown);
        ShopSettings settings =
                settings(request.deepCopy().put("updatedAt", rules.asOf().toString()));
        requireFitting(settings);
        broadcast.write(topics.shopSettings(), ShopSettings.KEY, settings);
        return settings;
    }

    /** Values of parameters and types of fields are checked against the definitions in force. */
    private void requireFitting(ShopSettings settings) {
        try {
            Dialect.fields(settings);
            Dialect.of(Optional.of(settings))
                    .requireFitting(
                            rules.definitions().stream()
                                    .filter(it -> it.standing() == StoredDefinition.Standing.IN_FORCE)
                                    .map(StoredDefinition::definition)
                                    .toList(),
                            rules.dialect());
        } catch (IllegalArgumentException unfit) {
            throw Refused.badRequest(String.valueOf(unfit.getMessage()));
        }
    }

    private static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            throw Refused.badRequest("\"" + name + "\" is no setting; expected one of " + String.join(", ", NAMES)
                    + "; settings under names of your own stand in \"values\"");
        }
    }

    private static ShopSettings settings(ObjectNode request) {
        try {
            return Json.mapper().treeToValue(request, ShopSettings.class);
        } catch (JsonProcessingException e) {
            Throwable reason = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
            String message = reason instanceof JsonProcessingException json
                    ? json.getOriginalMessage()
                    : String.valueOf(reason.getMessage());
            throw Refused.badRequest(message.lines().findFirst().orElse("the settings can't be read"));
        }
    }
}
