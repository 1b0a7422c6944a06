package dev.millrace.trigger.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL refused a statement or did not answer. The transaction is lost as a whole; doing it again is safe. */
public final class StoreFailure extends RuntimeException {

    /** Classes of SQLSTATE that blame a value: it can't be represented, or is larger than an index takes. */
    private static final Set<String> OF_VALUES = Set.of("22", "54");

    StoreFailure(String doing, SQLException cause) {
        super(doing + " failed: " + cause.getMessage(), cause);
    }

    /** Whether it would fail for the same values again, however often it is tried. */
    public static boolean isOfValues(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e
                    && e.getSQLState() != null
                    && e.getSQLState().length() == 5
                    && OF_VALUES.contains(e.getSQLState().substring(0, 2))) {
                return true;
            }
        }
        return false;
    }
}
