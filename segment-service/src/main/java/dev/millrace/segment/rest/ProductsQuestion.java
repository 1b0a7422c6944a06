package dev.millrace.segment.rest;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ProductKind;
import dev.millrace.contract.Topics;
import dev.millrace.segment.population.Interest;
import dev.millrace.segment.population.ProductBlock;
import dev.millrace.segment.query.FoundCustomer;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.PublishedFigures;
import dev.millrace.segment.query.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Which products to offer one customer. */
record ProductsQuestion(CustomerId id, ProductKind kind, int limit, Topics topics)
        implements Question<ProductsQuestion.Told> {

    static final String PATH = "/api/partitions/products";

    public record Told(List<CatalogProduct> products) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        PublishedFigures figures = new PublishedFigures(partitions.get(0), topics);
        FoundCustomer found = FoundCustomer.read(partitions.get(0), id);
        List<CatalogProduct> products = found.customer()
                .map(customer -> Interest.of(customer.state(), found.timeline()))
                .map(interest -> new ProductBlock(figures::figure, figures::product).choose(kind, interest, limit))
                .orElse(List.of());
        return new Told(products);
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        String who = URLEncoder.encode(id.value(), StandardCharsets.UTF_8);
        return Hop.get(PATH + "?id=" + who + "&kind=" + kind.name() + "&limit=" + limit, Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
