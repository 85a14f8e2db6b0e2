/** Runs the books' self-check every night and whenever the bank's operator asks, and keeps what it found. */
package org.caishi.report;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.report.BooksCheck.Findings;
import org.caishi.report.CheckRows.BooksChecked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** One row of the scheduler stands for both the night's run and one asked for, so two never run at the same time. */
@Component
class BooksChecks {
    static final String TASK = "check-books";
    private static final Logger LOG = LoggerFactory.getLogger(BooksChecks.class);
    private static final TaskInstanceId RUN = TaskInstanceId.of(TASK, RecurringTask.INSTANCE);
    private static final long ALL_MARKETS = 0;
    /** Whoever has more to mend than this begins with these. */
    private static final int KEPT_FINDINGS = 1_000;

    private static final int SAYS_LENGTH = 500;
    /** A year's nights, and what was asked for. */
    private static final int KEPT_CHECKS = 500;

    private final BooksRows books;
    private final CheckRows checks;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final Ids ids;
    private final Clock clock;

    BooksChecks(
            BooksRows books,
            CheckRows checks,
            Transactions transactions,
            AuditTrail audit,
            ObjectProvider<SchedulerClient> scheduler,
            Ids ids,
            Clock clock) {
        this.books = books;
        this.checks = checks;
        this.transactions = transactions;
        this.audit = audit;
        this.scheduler = scheduler;
        this.ids = ids;
        this.clock = clock;
    }

    /** Run by the scheduler on one node. */
    void run() {
        Instant started = clock.instant();
        Findings found = BooksCheck.check(books);
        Duration took = Duration.between(started, clock.instant());
        transactions.run(() -> keep(started, took, found));
        if (found.findings().isEmpty()) {
            LOG.info(
                    "the books agree: {} orders, {} journals, {} ms",
                    found.orders(),
                    found.journals(),
                    took.toMillis());
        } else {
            LOG.error(
                    "the books do not agree: {} findings, see the operator's home; the first: {}",
                    found.findings().size(),
                    found.findings().getFirst());
        }
    }

    /** Asks for a run as soon as a node is free; where one is under way already, that is it. */
    void ask(Person who) {
        audit.record(ALL_MARKETS, who, "books.check", "all markets", "asked for");
        try {
            scheduler.getObject().reschedule(RUN, clock.instant());
        } catch (TaskInstanceCurrentlyExecutingException running) {
            LOG.debug("a check of the books is under way already", running);
        }
    }

    /** The last check, with so many of its findings at most. */
    State state(int findings) {
        boolean underWay = scheduler
                .getObject()
                .getScheduledExecution(RUN)
                .filter(run -> run.isPicked() || !run.getExecutionTime().isAfter(clock.instant()))
                .isPresent();
        return checks.last()
                .map(last -> new State(List.of(last), checks.findings(last.checkId(), findings), underWay))
                .orElse(new State(List.of(), List.of(), underWay));
    }

    private void keep(Instant started, Duration took, Findings found) {
        long checkId = ids.next(ALL_MARKETS);
        checks.add(new BooksChecked(
                checkId,
                started,
                took.toMillis(),
                found.orders(),
                found.paidFen(),
                found.journals(),
                found.trialBalanceFen(),
                found.findings().size()));
        List<String> says = found.findings().stream()
                .limit(KEPT_FINDINGS)
                .map(line -> line.substring(0, Math.min(line.length(), SAYS_LENGTH)))
                .toList();
        if (!says.isEmpty()) {
            checks.addFindings(checkId, says);
        }
        checks.oldest(KEPT_CHECKS).ifPresent(old -> {
            checks.removeFindings(old);
            checks.remove(old);
        });
    }

    /**
     * What the operator sees.
     *
     * @param last the last check; empty before the first
     * @param findings the first of them
     * @param underWay whether one is running or about to
     */
    record State(List<BooksChecked> last, List<String> findings, boolean underWay) {
        /** Findings that are not among those shown. */
        public int more() {
            return last.isEmpty() ? 0 : last.getFirst().findings() - findings.size();
        }
    }
}
