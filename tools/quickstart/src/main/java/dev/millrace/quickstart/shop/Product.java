package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/** One of the things that the simulated shop sells; all of them are for millers and their guests. */
record Product(String id, String name, String category, BigDecimal price) {

    static final String CURRENCY = "EUR";

    static final List<Product> ALL = List.of(
            product("flour-spelt-5", "Spelt flour, 5 kg", "flour", "14.90"),
            product("flour-rye-5", "Rye flour, 5 kg", "flour", "12.40"),
            product("oats-rolled-2", "Rolled oats, 2 kg", "cereals", "6.80"),
            product("bread-basket", "Bread basket, willow", "baking", "24.00"),
            product("dough-scraper", "Dough scraper, beech", "baking", "9.50"),
            product("grain-mill", "Hand grain mill", "mills", "189.00"),
            product("creme-brulee", "Crème brûlée dishes, set of 4", "baking", "32.00"));

    private static Product product(String id, String name, String category, String price) {
        return new Product(id, name, category, new BigDecimal(price));
    }

    /**
     * As the properties of an event, or a line in it.
     *
     * @param pages where the shop's pages are
     */
    ObjectNode properties(URI pages) {
        return Json.object()
                .put("product_id", id)
                .put("name", name)
                .put("category", category)
                .put("price", price)
                .put("quantity", 1)
                .put("currency", CURRENCY)
                .put("url", pages.resolve("/product?id=" + id).toString())
                .put("image_url", pages.resolve("/images/" + id + ".svg").toString());
    }
}
