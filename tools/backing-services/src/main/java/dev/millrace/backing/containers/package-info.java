/** The same services in containers, through Testcontainers. */
@NullMarked
package dev.millrace.backing.containers;

import org.jspecify.annotations.NullMarked;
