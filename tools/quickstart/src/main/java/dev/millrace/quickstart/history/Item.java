package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What rows became, to be sent. */
interface Item {

    /** The row it began in. */
    long row();

    /** How many rows it is made of. */
    int rows();

    /** Whom it is about; a product's id for a product. */
    String customer();

    /** Whether it is an order that came back. */
    boolean isRefund();

    /** @param shortened is told when not all of it fits */
    ObjectNode json(Runnable shortened);
}
