package dev.millrace.quickstart.command;

import dev.millrace.quickstart.platform.ServiceAddresses;
import dev.millrace.quickstart.platform.StatusReport.KeysShown;

/** What {@code up} prints at the end: where everything is, and lines to paste that show the flow. */
final class Welcome {

    private Welcome() {}

    static String text(ServiceAddresses addresses, KeysShown keys, String storefront) {
        return """

                Millrace is up.

                  demo shop     %s
                  overview      %s/
                  inbox         %s/
                  events in     %s/v1/track
                  segments      %s/api/segments
                  campaigns     %s/api/campaigns
                  templates     %s/api/templates
                  keys          ./millrace status

                Click through the demo shop: sign up in its pop-up, leave a cart, and look into the inbox. Or paste these, in this order:

                1. Zoe agrees to mail and fills a cart. She then leaves; the reminder comes about ten seconds later.

                %s

                2. Who has a cart now?

                ./millrace preview 'cart.count > 0'

                3. Her mail, and what the shop's other customers got:

                curl -s '%s/api/v1/messages?limit=5'
                """
                .formatted(
                        storefront,
                        addresses.trigger(),
                        addresses.inbox(),
                        addresses.ingest(),
                        addresses.segment(),
                        addresses.trigger(),
                        addresses.mailer(),
                        cart(addresses, keys),
                        addresses.inbox());
    }

    private static String cart(ServiceAddresses addresses, KeysShown keys) {
        return """
                curl -s -u '%s:' -H 'Content-Type: application/json' %s/v1/batch -d '{"batch": [
                  {"type": "identify", "userId": "zoe", "traits": {"firstName": "Zoe", "email": "zoe@example.org", "consent": {"email": "subscribed"}}},
                  {"type": "track", "userId": "zoe", "event": "Product Added", "properties": {"cart_id": "zoe-1", "product_id": "mug", "name": "Mug", "price": 12.50, "quantity": 2, "currency": "EUR"}}]}'"""
                .formatted(keys.serverKey(), addresses.ingest());
    }
}
