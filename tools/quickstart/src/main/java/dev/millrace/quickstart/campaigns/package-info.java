/** Keeps the campaigns of an installation as the files of a folder say. */
@NullMarked
package dev.millrace.quickstart.campaigns;

import org.jspecify.annotations.NullMarked;
