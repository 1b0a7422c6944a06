package dev.millrace.trigger.reward;

import java.time.Duration;

/**
 * What bringing a friend is worth. Kept with the personal code, so that it holds as it was promised.
 *
 * @param link where the personal link leads; the code is added to it
 * @param hold how long after the friend's first order the rewards are given: as long as an order can be cancelled
 * @param within how long after following the link an order counts
 */
public record ReferralTerms(Gift reward, Gift friend, String link, Duration hold, Duration within) {

    public static final Duration USUAL_HOLD = Duration.ofDays(14);
    public static final Duration USUAL_WITHIN = Duration.ofDays(30);
    public static final String PARAMETER = "ref";

    public String linkWith(String code) {
        int fragment = link.indexOf('#');
        String page = fragment < 0 ? link : link.substring(0, fragment);
        String rest = fragment < 0 ? "" : link.substring(fragment);
        return page + (page.indexOf('?') < 0 ? "?" : "&") + PARAMETER + "=" + code + rest;
    }
}
