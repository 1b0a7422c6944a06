/** A shop whose shoppers browse, buy, leave their carts and read their mail, so that there is something to see. */
@NullMarked
package dev.millrace.quickstart.shop;

import org.jspecify.annotations.NullMarked;
