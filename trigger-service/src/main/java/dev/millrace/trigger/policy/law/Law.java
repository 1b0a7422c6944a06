package dev.millrace.trigger.policy.law;

import java.util.List;
import java.util.Optional;

/**
 * What the law of one place says about mail. Of each kind of rule there is one, but for implied consent, which several
 * dealings may lead to.
 *
 * @param id {@code de}, {@code us-ca}, …
 * @param version of the data it was read from
 */
public record Law(String id, String version, String name, List<LawRule> rules) {

    public Law {
        rules = List.copyOf(rules);
    }

    /** As decisions record it. */
    public String reference() {
        return id + "@" + version;
    }

    public boolean needsPermission() {
        return one(LawRule.MarketingMail.class)
                .map(rule -> rule.needs() == LawRule.Needs.OPT_IN)
                .orElse(true);
    }

    public Optional<LawRule.SoftOptIn> softOptIn() {
        return one(LawRule.SoftOptIn.class);
    }

    public List<LawRule.ImpliedConsent> impliedConsents() {
        return rules.stream()
                .filter(LawRule.ImpliedConsent.class::isInstance)
                .map(LawRule.ImpliedConsent.class::cast)
                .toList();
    }

    public boolean needsConfirmation() {
        return one(LawRule.DoubleOptIn.class).isPresent();
    }

    public boolean needsPostalAddress() {
        return one(LawRule.PostalAddress.class).isPresent();
    }

    public boolean needsPermissionToShare() {
        return one(LawRule.Sharing.class)
                .map(rule -> rule.needs() == LawRule.Needs.OPT_IN)
                .orElse(true);
    }

    private <R extends LawRule> Optional<R> one(Class<R> kind) {
        return rules.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
