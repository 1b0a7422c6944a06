package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.SettingsFacts;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Value;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Membership;
import dev.millrace.segment.query.FoundCustomer;
import dev.millrace.segment.rule.Expression;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows a customer as at the time the answer is good for. */
public final class CustomerViews {

    /**
     * What the catalogue says beside what is known of a customer.
     *
     * @param offered by kind
     * @param about a product that was asked about; null if none was
     * @param isGone of a product's id, whether it can't be ordered any more
     */
    public record Shown(
            Map<String, List<CatalogProduct>> offered,
            CustomerView.@Nullable AboutView about,
            Predicate<String> isGone) {

        /** Where no catalogue is at hand. */
        public static final Shown NOTHING = new Shown(Map.of(), null, product -> false);
    }

    private CustomerViews() {}

    /**
     * @param expressions to evaluate, by name
     * @param beside to show with it
     */
    public static CustomerView of(
            CustomerId id, FoundCustomer found, Map<String, Expression> expressions, Shown beside) {
        CustomerId movedTo = found.movedTo();
        if (movedTo != null) {
            return CustomerView.unknown(id, found.asOf(), movedTo, standby(found));
        }
        return found.customer()
                .map(customer -> known(id, customer, found, expressions, beside))
                .orElseGet(() -> CustomerView.unknown(id, found.asOf(), null, standby(found)));
    }

    private static CustomerView known(
            CustomerId id, Customer customer, FoundCustomer found, Map<String, Expression> expressions, Shown beside) {
        CustomerState state = customer.state();
        Instant at = evaluatedAt(customer, found);
        Map<String, Instant> exactSince = found.exactSince();
        return new CustomerView(
                id,
                true,
                found.asOf(),
                state.userId(),
                customer.watch().version(),
                state.firstSeen(),
                state.lastSeen(),
                traits(state.traits()),
                ConsentView.byChannel(state.consents()),
                cart(state, found.facts(), beside.isGone()),
                state.events(),
                CustomerView.OrdersView.of(state.orders(), found.facts().rates().own()),
                memberships(customer, found),
                found.timeline().entries(),
                expressions.isEmpty() ? null : evaluated(state, expressions, found, at),
                beside.offered().isEmpty() ? null : beside.offered(),
                beside.about(),
                found.facts().nearestStore(state),
                exactSince.isEmpty() ? null : exactSince,
                null,
                null,
                standby(found));
    }

    static CustomerView.CartView cart(CustomerState customer, ShopFacts facts, Predicate<String> isGone) {
        BigDecimal freeShipping =
                facts.figure(SettingsFacts.FREE_SHIPPING, null, customer) instanceof Value.Quantity worth
                        ? worth.number()
                        : null;
        return CustomerView.CartView.of(customer.cart(), facts.rates().own(), freeShipping, isGone);
    }

    private static @Nullable Boolean standby(FoundCustomer found) {
        return found.standby() ? true : null;
    }

    static List<CustomerView.MembershipView> memberships(Customer customer, FoundCustomer found) {
        Instant at = evaluatedAt(customer, found);
        return customer.watch().memberships().entrySet().stream()
                .map(entry -> membership(
                        entry.getKey(), entry.getValue(), customer.state(), found.rules(), found.facts(), at))
                .toList();
    }

    /** A customer is never shown as at an instant before the one they were last judged at. */
    private static Instant evaluatedAt(Customer customer, FoundCustomer found) {
        Instant evaluated = customer.watch().evaluatedAt();
        return found.asOf().isAfter(evaluated) ? found.asOf() : evaluated;
    }

    private static CustomerView.MembershipView membership(
            String segment, Membership membership, CustomerState state, RuleSet rules, ShopFacts facts, Instant at) {
        Optional<Rule> rule = rules.rule(segment);
        return new CustomerView.MembershipView(
                segment,
                membership.version(),
                membership.since(),
                rule.map(it -> shown(rules.evaluate(it, state, facts, at).until()))
                        .orElse(null),
                rule.map(it -> rules.because(it, state, facts, at)).orElse(List.of()));
    }

    private static Map<String, CustomerView.ExpressionView> evaluated(
            CustomerState state, Map<String, Expression> expressions, FoundCustomer found, Instant at) {
        Map<String, CustomerView.ExpressionView> views = new TreeMap<>();
        expressions.forEach((name, expression) -> {
            Verdict verdict = found.rules().asked(expression).evaluate(state, found.timeline(), found.facts(), at);
            String holds = verdict.truth().name().toLowerCase(Locale.ROOT);
            views.put(name, new CustomerView.ExpressionView(holds, shown(verdict.until())));
        });
        return views;
    }

    private static @Nullable Instant shown(Instant until) {
        return until.equals(Verdict.NEVER) ? null : until;
    }

    private static ObjectNode traits(Map<String, Trait> traits) {
        ObjectNode root = Json.object();
        traits.forEach((name, trait) -> {
            if (trait.value() instanceof Trait.Value.Removed) {
                return;
            }
            String[] path = name.split("\\.", -1);
            ObjectNode node = root;
            for (int i = 0; i < path.length - 1; i++) {
                node = node.path(path[i]).isObject() ? (ObjectNode) node.get(path[i]) : node.putObject(path[i]);
            }
            put(node, path[path.length - 1], trait.value());
        });
        return root;
    }

    static void put(ObjectNode node, String name, Trait.Value value) {
        if (value instanceof Trait.Value.Texts texts) {
            texts.texts().forEach(node.putArray(name)::add);
        } else if (value instanceof Trait.Value.Number number) {
            node.put(name, number.number());
        } else if (value instanceof Trait.Value.Flag flag) {
            node.put(name, flag.flag());
        } else {
            node.put(name, value.toString());
        }
    }
}
