package dev.millrace.segment.rule;

/**
 * How people speak of an event: somebody <em>viewed</em> <em>a product</em>.
 *
 * @param name in snake case
 */
record EventPhrase(String name, String verb, String one) {}
