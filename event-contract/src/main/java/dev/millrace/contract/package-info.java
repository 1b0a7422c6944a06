/** What crosses service borders: the records, the topics with their serdes, and how a customer is named. */
@NullMarked
package dev.millrace.contract;

import org.jspecify.annotations.NullMarked;
