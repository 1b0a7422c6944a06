package dev.millrace.trigger.reward;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;

/** Somebody's personal code, for friends to use at the checkout or by the link. */
public record ReferralCode(String code, String link) {

    public ObjectNode fields() {
        return Json.object().put("code", code).put("link", link);
    }
}
