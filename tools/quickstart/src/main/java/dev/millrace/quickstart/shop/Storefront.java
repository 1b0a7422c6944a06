package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a shop's events go. */
public interface Storefront {

    /** Who of the shop sends. */
    enum Sender {
        BROWSER,
        BACKEND
    }

    /** True when it is stored; false when it must be sent again, with the same message id. */
    boolean send(Sender sender, String path, ObjectNode call);
}
