package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ProductKind;
import dev.millrace.trigger.policy.Knowledge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks segment-service about customers whose sends are due. Whatever goes wrong is silence, which makes a send wait: it is
 * never an exception and never an answer.
 */
@ApplicationScoped
public class SegmentKnowledge {

    private static final Logger LOG = Logger.getLogger(SegmentKnowledge.class);

    private final SegmentServiceApi api;

    SegmentKnowledge(@RestClient SegmentServiceApi api) {
        this.api = api;
    }

    /**
     * What is known of each of these customers now; every id given has an entry.
     *
     * @param campaign for the log
     * @param questions expressions by the name under which they are asked
     */
    public Map<String, Knowledge> ask(String campaign, Map<String, String> questions, Collection<String> customers) {
        return ask(campaign, questions, List.of(), Map.of(), customers, null);
    }

    /**
     * The same with products to offer, and fresh.
     *
     * @param products of which kinds products to offer come with it
     * @param about by customer, a product to ask whether it can still be ordered
     * @param notBefore waits a moment for answers that know all that was stored before; they may still not, as their {@code asOf}
     *     tells. Null takes them as they are
     */
    public Map<String, Knowledge> ask(
            String campaign,
            Map<String, String> questions,
            List<ProductKind> products,
            Map<String, String> about,
            Collection<String> customers,
            @Nullable Instant notBefore) {
        List<String> ids = List.copyOf(customers);
        ObjectNode question = question(questions, products, ids);
        if (!about.isEmpty()) {
            about.forEach(question.putObject("about")::put);
        }
        if (notBefore != null) {
            question.put("notBefore", notBefore.toString());
        }
        try {
            return match(ids, api.customers(question).path("customers"));
        } catch (WebApplicationException e) {
            return silence(campaign, ids, "status " + e.getResponse().getStatus());
        } catch (ProcessingException e) {
            return silence(campaign, ids, "no connection or no answer in time");
        }
    }

    private static ObjectNode question(Map<String, String> questions, List<ProductKind> products, List<String> ids) {
        ObjectNode question = Json.object();
        ArrayNode asked = question.putArray("ids");
        ids.forEach(asked::add);
        ObjectNode expressions = question.putObject("expressions");
        questions.forEach(expressions::put);
        if (!products.isEmpty()) {
            ArrayNode kinds = question.putArray("products");
            products.forEach(kind -> kinds.add(kind.word()));
        }
        return question;
    }

    /** Answers come in the order of the ids; a merged customer's answer carries another id than was asked. */
    private static Map<String, Knowledge> match(List<String> ids, JsonNode customers) {
        Map<String, Knowledge> answers = new HashMap<>();
        Set<String> asked = Set.copyOf(ids);
        for (JsonNode customer : customers) {
            String id = customer.path("id").asText();
            if (asked.contains(id)) {
                answers.put(id, CustomerAnswer.read(customer));
            }
        }
        for (int i = 0; i < ids.size(); i++) {
            if (!answers.containsKey(ids.get(i))) {
                boolean inOrder = customers.size() == ids.size()
                        && !asked.contains(customers.get(i).path("id").asText());
                answers.put(
                        ids.get(i),
                        inOrder ? CustomerAnswer.read(customers.get(i)) : new Knowledge.Silence("not in the answer"));
            }
        }
        return answers;
    }

    private static Map<String, Knowledge> silence(String campaign, List<String> ids, String reason) {
        LOG.warnf(
                "event=no-answer service=segment-service campaign=%s customers=%d reason=\"%s\"",
                campaign, ids.size(), reason);
        Map<String, Knowledge> answers = new HashMap<>();
        ids.forEach(id -> answers.put(id, new Knowledge.Silence(reason)));
        return answers;
    }
}
