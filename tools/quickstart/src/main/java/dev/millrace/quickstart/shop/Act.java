package dev.millrace.quickstart.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** One step of a visit: after a while, this call is made. */
record Act(Duration after, Storefront.Sender sender, String path, ObjectNode call) {}
