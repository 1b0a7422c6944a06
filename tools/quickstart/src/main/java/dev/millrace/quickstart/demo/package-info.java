/** The demo shop's pages. */
@NullMarked
package dev.millrace.quickstart.demo;

import org.jspecify.annotations.NullMarked;
