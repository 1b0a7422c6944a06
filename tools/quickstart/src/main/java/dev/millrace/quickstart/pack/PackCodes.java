package dev.millrace.quickstart.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The pools of codes that the pack's campaigns give from. A pool that is there already is left as it is. */
final class PackCodes {

    private static final String PATH = "/api/coupon-pools/";
    private static final int LOW_BELOW = 100;

    private final ServiceClient triggers;

    PackCodes(ServiceClient triggers) {
        this.triggers = triggers;
    }

    /** Into which codes have to be uploaded. */
    static Set<String> pools(ObjectNode campaign) {
        Set<String> pools = new TreeSet<>();
        for (JsonNode coupon : campaign.findValues("coupon")) {
            if (!coupon.has("generate")) {
                pools.add(coupon.path("pool").asText());
            }
        }
        return pools;
    }

    /**
     * Makes those that are not there.
     *
     * @param codes how many to make up in each, for shops that are none
     * @return those that were made
     */
    List<String> make(Collection<String> pools, int codes) {
        List<String> made = new ArrayList<>();
        for (String pool : pools) {
            if (triggers.find(PATH + pool).isEmpty()) {
                triggers.put(PATH + pool, Json.object().put("lowBelow", LOW_BELOW));
                if (codes > 0) {
                    triggers.post(PATH + pool + "/codes", madeUp(pool, codes));
                }
                made.add(pool);
            }
        }
        return made;
    }

    private static ObjectNode madeUp(String pool, int count) {
        ObjectNode body = Json.object();
        ArrayNode codes = body.putArray("codes");
        for (int i = 1; i <= count; i++) {
            codes.add(pool.toUpperCase(Locale.ROOT) + "-DEMO-" + i);
        }
        return body;
    }
}
