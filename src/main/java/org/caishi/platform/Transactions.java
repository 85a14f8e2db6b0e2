/** Runs work in one transaction and tries again when the database, not the work, was the reason it failed. */
package org.caishi.platform;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deadlock (1213), lock wait (1205) and changed snapshot (1020) are retried whatever the SQLState says. */
@Component
public class Transactions {
    private static final Set<Integer> TRY_AGAIN = Set.of(1213, 1205, 1020);
    /** Disk full, table full: what InnoDB says where its file cannot grow. The statement has been taken back. */
    private static final Set<Integer> NO_ROOM = Set.of(1021, 1114);

    private static final int ATTEMPTS = 6;

    private final TransactionTemplate template;

    public Transactions(PlatformTransactionManager manager) {
        this.template = new TransactionTemplate(manager);
    }

    /** Runs the work in a transaction, or in the one already open; retries only where it opened it. */
    public <R> R run(Supplier<R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return template.execute(status -> work.get());
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || inTransaction() || !isTransient(failure)) {
                    throw failure;
                }
                pause(attempt);
            }
        }
    }

    public void run(Runnable work) {
        this.<Boolean>run(() -> {
            work.run();
            return true;
        });
    }

    static boolean isTransient(Throwable failure) {
        return hasCode(failure, TRY_AGAIN);
    }

    /** The database's disk is full: nothing was written, and nothing else will be until there is room. */
    public static boolean isOutOfRoom(Throwable failure) {
        return hasCode(failure, NO_ROOM);
    }

    private static boolean hasCode(Throwable failure, Set<Integer> codes) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && codes.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** Connection errors (SQLState class 08) and an exhausted pool: trying item by item would only take longer. */
    public static boolean isDatabaseGone(Throwable failure) {
        if (gotNoConnection(failure)) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("08")) {
                return true;
            }
        }
        return false;
    }

    /** The pool had none to give: nothing was sent, so nothing was written. */
    static boolean gotNoConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    private static boolean inTransaction() {
        return org.springframework.transaction.support.TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** 2, 4, 8 … ms, each with as much jitter, so that two who met do not meet again. */
    private static void pause(int attempt) {
        long millis = 1L << attempt;
        try {
            TimeUnit.MILLISECONDS.sleep(millis + ThreadLocalRandom.current().nextLong(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between attempts", e);
        }
    }
}
