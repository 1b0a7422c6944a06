package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ProductKind;
import dev.millrace.contract.Topics;
import dev.millrace.segment.population.Interest;
import dev.millrace.segment.population.ProductBlock;
import dev.millrace.segment.query.FoundCustomer;
import dev.millrace.segment.query.Freshness;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.PublishedFigures;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.rule.Expression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of some customers, for each whether the named expressions hold, and products to offer them. */
final class CustomersQuestion implements Question<CustomersQuestion.Told> {

    static final String PATH = "/api/partitions/customers";
    /** Of each kind: a mail has room for few, and some are in two kinds. */
    static final int MOST_PRODUCTS = 6;

    /**
     * What is asked of each customer beside what is known.
     *
     * @param expressions to evaluate, by name
     * @param products to offer, of these kinds
     * @param about by customer id, a product to tell of beside that customer
     * @param notBefore how fresh the answer should be, see {@link Freshness}; null takes it as it is
     */
    public record Wanted(
            Map<String, String> expressions,
            List<ProductKind> products,
            Map<String, String> about,
            @Nullable Instant notBefore) {

        static final Wanted NOTHING = new Wanted(Map.of(), List.of(), Map.of(), null);

        public Wanted {
            expressions = expressions == null ? Map.of() : Map.copyOf(expressions);
            products = products == null ? List.of() : List.copyOf(products);
            about = about == null ? Map.of() : Map.copyOf(about);
        }
    }

    /** As it is asked of another instance. */
    public record Asked(List<String> ids, Wanted wanted) {

        public Asked {
            ids = ids == null ? List.of() : List.copyOf(ids);
            wanted = wanted == null ? Wanted.NOTHING : wanted;
        }
    }

    /** In no order; customers of other partitions are left out. */
    public record Told(List<ObjectNode> customers) {}

    private final Collection<CustomerId> ids;
    private final Wanted wanted;
    private final Map<String, Expression> expressions;
    private final Topics topics;
    private final int partitions;

    /** @param expressions those that are wanted, read */
    CustomersQuestion(
            Collection<CustomerId> ids,
            Wanted wanted,
            Map<String, Expression> expressions,
            Topics topics,
            int partitions) {
        this.ids = List.copyOf(ids);
        this.wanted = wanted;
        this.expressions = Map.copyOf(expressions);
        this.topics = topics;
        this.partitions = partitions;
    }

    @Override
    public Instant notBefore() {
        Instant notBefore = wanted.notBefore();
        return notBefore == null ? Instant.MIN : notBefore;
    }

    @Override
    public Told here(List<PartitionView> views) {
        List<ObjectNode> customers = new ArrayList<>();
        for (PartitionView view : views) {
            for (CustomerId id : ids) {
                if (Topics.partitionOf(id, partitions) == view.partition()) {
                    FoundCustomer found = FoundCustomer.read(view, id);
                    CustomerView shown = CustomerViews.of(id, found, expressions, shown(id, view, found));
                    customers.add(Json.mapper().valueToTree(shown));
                }
            }
        }
        return new Told(customers);
    }

    private CustomerViews.Shown shown(CustomerId id, PartitionView view, FoundCustomer found) {
        PublishedFigures figures = new PublishedFigures(view, topics);
        String product = wanted.about().get(id.value());
        CustomerView.AboutView about = product == null
                ? null
                : new CustomerView.AboutView(
                        product,
                        figures.isGone(product),
                        figures.product(product).orElse(null));
        return new CustomerViews.Shown(offered(figures, found), about, figures::isGone);
    }

    private Map<String, List<CatalogProduct>> offered(PublishedFigures figures, FoundCustomer found) {
        if (wanted.products().isEmpty() || found.customer().isEmpty()) {
            return Map.of();
        }
        ProductBlock block = new ProductBlock(figures::figure, figures::product);
        Interest interest = Interest.of(found.customer().get().state(), found.timeline());
        Map<String, List<CatalogProduct>> offered = new TreeMap<>();
        wanted.products().forEach(kind -> offered.put(kind.word(), block.choose(kind, interest, MOST_PRODUCTS)));
        return offered;
    }

    @Override
    public Hop there(Set<Integer> asked) {
        List<String> theirs = ids.stream()
                .filter(id -> asked.contains(Topics.partitionOf(id, partitions)))
                .map(CustomerId::value)
                .toList();
        return Hop.post(PATH, new Asked(theirs, wanted), theirs.size() > 1 ? Hop.PATIENT : Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
