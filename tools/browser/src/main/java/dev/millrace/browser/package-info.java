/** Drives the machine's Chromium in tests. */
@NullMarked
package dev.millrace.browser;

import org.jspecify.annotations.NullMarked;
