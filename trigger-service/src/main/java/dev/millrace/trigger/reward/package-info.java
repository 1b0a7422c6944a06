/** What a shop gives away: codes, points, rewards for those who bring friends. Pure. */
@NullMarked
package dev.millrace.trigger.reward;

import org.jspecify.annotations.NullMarked;
