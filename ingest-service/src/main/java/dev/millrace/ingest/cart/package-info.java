/** Carts that customers come back to from a message. */
@NullMarked
package dev.millrace.ingest.cart;

import org.jspecify.annotations.NullMarked;
