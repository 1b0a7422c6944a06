package dev.millrace.segment.stream;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Value;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Stands for figures of which nobody has kept what they were: answers as those of today do, and says that these are others. So
 * whoever was judged by them is judged anew.
 *
 * @param since the generation that put the earlier ones in force
 */
record EarlierFigures(ShopFacts today, long since) implements ShopFacts {

    @Override
    public String fingerprint(String fact) {
        String known = today.fingerprint(fact);
        return known.isEmpty() ? known : known + "@" + since;
    }

    @Override
    public Value figure(String name, @Nullable Value argument, CustomerState customer) {
        return today.figure(name, argument, customer);
    }

    @Override
    public @Nullable BigDecimal rank(Operand.Rank.Kind kind, String asked, @Nullable String of, BigDecimal value) {
        return today.rank(kind, asked, of, value);
    }
}
