/** Documents in files, as the admin APIs take them: reading them, and what differs between two. */
@NullMarked
package dev.millrace.quickstart.document;

import org.jspecify.annotations.NullMarked;
