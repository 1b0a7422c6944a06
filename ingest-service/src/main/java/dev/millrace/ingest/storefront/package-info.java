/** What the shop's pages are given: the SDK and the welcome pop-up. Pure. */
@NullMarked
package dev.millrace.ingest.storefront;

import org.jspecify.annotations.NullMarked;
