package dev.millrace.trigger.store;

import java.sql.SQLException;

/** PostgreSQL refused a statement or did not answer. The transaction is lost as a whole; doing it again is safe. */
public final class StoreFailure extends RuntimeException {

    StoreFailure(String doing, SQLException cause) {
        super(doing + " failed: " + cause.getMessage(), cause);
    }
}
