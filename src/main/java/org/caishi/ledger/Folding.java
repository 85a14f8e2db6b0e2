/** Folds entries into balances, so that reading a balance costs the same however long the books are. */
package org.caishi.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.caishi.ledger.Folds.Progress;
import org.caishi.ledger.Folds.Since;
import org.caishi.platform.Transactions;
import org.caishi.units.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is folded must be complete: a journal that appears below the watermark afterwards would be lost. Ids rise with
 * time, but a journal gets its id before it is committed, clocks of nodes differ, and a process may be stopped for
 * hours between the two. No span of time bounds that, so none is relied on. Instead each market has a fence:
 * <ol>
 *   <li>Whoever posts holds the fence's row until the end of his transaction and makes ids above it
 *       ({@link #holdFence}), whatever his clock says.
 *   <li>The fence moves to the newest journal only while nobody holds it: nobody is posting then, so everything at or
 *       below it is committed; and whoever posts later posts above it.
 *   <li>Folding reads only at or below the fence, where nothing changes any more. It needs no lock that posting wants.
 * </ol>
 * Locks are taken in this order: rows of ledger_fold by account, then the fence.
 */
@Component
class Folding {
    private static final Logger LOG = LoggerFactory.getLogger(Folding.class);
    private static final int JOURNALS_A_TRANSACTION = 5_000;

    /** A market further behind (its job stood still, or the books are older than the fold) is caught up by the next runs. */
    private static final int TRANSACTIONS_A_RUN = 40;

    private static final long MARKET_ITSELF = 0;
    private static final Progress NOTHING = new Progress(0, 0, 0);

    private final Folds folds;
    private final Transactions transactions;
    private final TransactionTemplate apart;
    private final Clock clock;

    Folding(Folds folds, Transactions transactions, PlatformTransactionManager manager, Clock clock) {
        this.folds = folds;
        this.transactions = transactions;
        this.clock = clock;
        this.apart = new TransactionTemplate(manager);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Keeps the fence where it is until the caller's transaction ends; new journals belong above the id returned. */
    long holdFence(long marketId) {
        Optional<Long> fence = folds.holdFence(marketId);
        if (fence.isEmpty()) {
            apart.executeWithoutResult(status -> {
                folds.beginFence(marketId, clock.instant());
                folds.begin(marketId, MARKET_ITSELF, clock.instant());
            });
            fence = folds.holdFence(marketId);
        }
        return fence.orElseThrow();
    }

    /** Run by the scheduler on one node; a market that fails does not keep the others waiting. */
    void foldAllMarkets() {
        for (long marketId : folds.markets()) {
            try {
                fold(marketId);
            } catch (RuntimeException failure) {
                LOG.error("the balances of market {} were not folded; the next run tries again", marketId, failure);
            }
        }
    }

    /** Once or twice, by one or by several at the same time: the same. */
    void fold(long marketId) {
        Progress progress = progress(marketId);
        if (progress.newest() > progress.safeThrough()) {
            moveFence(marketId);
        } else if (progress.foldedThrough() >= progress.safeThrough()) {
            return;
        }
        for (int done = 0; done < TRANSACTIONS_A_RUN && transactions.run(() -> foldPortion(marketId)); done++) {
            // Each portion is a transaction of its own, so whoever needs an account's row waits for one only.
        }
    }

    /** Tried a few times, for a busy market is free only between two commits; else the next run finds a gap. */
    private void moveFence(long marketId) {
        try {
            transactions.run(() -> {
                long safeThrough = folds.holdFenceAtOnce(marketId);
                long newest = progress(marketId).newest();
                if (newest > safeThrough) {
                    folds.moveFence(marketId, newest, clock.instant());
                }
            });
        } catch (PessimisticLockingFailureException busy) {
            LOG.debug("market {} is being posted to; its fence stays", marketId);
        }
    }

    /**
     * False when everything below the fence is folded. The fence is read first: an account with an entry at or below it
     * was open by then, so its row is among those that are locked. The watermark is read last, under the locks.
     */
    private boolean foldPortion(long marketId) {
        Instant now = clock.instant();
        long fence = progress(marketId).safeThrough();
        folds.beginMissing(marketId, now);
        folds.lockAll(marketId);
        long after = progress(marketId).foldedThrough();
        if (after >= fence) {
            return false;
        }
        long through = folds.portion(marketId, after, JOURNALS_A_TRANSACTION - 1)
                .filter(last -> last < fence)
                .orElse(fence);
        folds.foldAll(marketId, after, through, now);
        folds.mark(marketId, through, now);
        return through < fence;
    }

    private Progress progress(long marketId) {
        return folds.progress(marketId).orElse(NOTHING);
    }

    /**
     * Locks one account until the caller's transaction ends, folds it, and returns its exact balance, debit less
     * credit. What others have posted and not yet committed is not in it.
     */
    Money lockAndFold(long marketId, long accountId) {
        Optional<Long> own = folds.lock(marketId, accountId);
        if (own.isEmpty()) {
            apart.executeWithoutResult(status -> folds.begin(marketId, accountId, clock.instant()));
            own = folds.lock(marketId, accountId);
        }
        Progress progress = progress(marketId);
        long after = Math.max(own.orElseThrow(), progress.foldedThrough());
        Since since = folds.since(marketId, accountId, after, progress.safeThrough());
        if (since.entries() > 0) {
            folds.fold(marketId, accountId, progress.safeThrough(), since, clock.instant());
        }
        return Money.ofFen(Math.addExact(folds.folded(marketId, accountId), since.tailFen()));
    }
}
