/** The subcommands: read arguments, ask the platform or a service, print. */
@NullMarked
package dev.millrace.quickstart.command;

import org.jspecify.annotations.NullMarked;
