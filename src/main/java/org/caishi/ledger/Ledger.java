/** The door to the books: posts balanced journals within the caller's transaction, and reads balances. */
package org.caishi.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.ledger.Journals.Entry;
import org.caishi.ledger.Journals.Head;
import org.caishi.platform.Ids;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@Component
public class Ledger {
    /** Accounts are never renamed or closed, so what is known stays true; a province has fewer than this. */
    private static final int KNOWN_ACCOUNTS = 500_000;

    private final Accounts accounts;
    private final Journals journals;
    private final Folds folds;
    private final Folding folding;
    private final Ids ids;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final ConcurrentMap<Key, Long> known = new ConcurrentHashMap<>();

    Ledger(
            Accounts accounts,
            Journals journals,
            Folds folds,
            Folding folding,
            Ids ids,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.journals = journals;
        this.folds = folds;
        this.folding = folding;
        this.ids = ids;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Posts journals; all or none, with the caller's other writes.
     *
     * @throws org.springframework.dao.DuplicateKeyException when a business key of the market was posted before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(List<Journal> posted) {
        Map<Long, Long> fences = holdFences(posted);
        List<Entry> entries = new ArrayList<>(posted.size() * 4);
        for (Journal journal : posted) {
            long journalId = ids.nextAfter(journal.marketId(), Objects.requireNonNull(fences.get(journal.marketId())));
            journals.add(new Head(
                    journal.marketId(),
                    journalId,
                    journal.businessKey(),
                    journal.kind(),
                    journal.businessDate(),
                    journal.postedAt()));
            for (Journal.Line line : journal.lines()) {
                entries.add(entry(journal, journalId, line, entries));
            }
        }
        entries.forEach(journals::addEntry);
        journals.flush();
    }

    /** Every account of a market with its balance, debit less credit, by code; the values of sound books add up to zero. */
    @Transactional(readOnly = true)
    public Map<String, Money> balances(long marketId) {
        Map<String, Money> balances = new TreeMap<>();
        folds.balances(marketId).forEach(row -> balances.put(row.code(), Money.ofFen(row.fen())));
        return balances;
    }

    /** The balance of one account as it is now, debit less credit; zero where nothing was ever posted to it. */
    @Transactional(readOnly = true)
    public Money balance(long marketId, Account account) {
        return accounts.find(marketId, account.code())
                .map(accountId -> Money.ofFen(folds.balance(marketId, accountId)))
                .orElse(Money.ZERO);
    }

    /**
     * The exact balance of one account, debit less credit, for what may take out only what is there (a payout, a refund
     * out of what is due; what is due to a vendor stands as a credit, so it is negative here). Until the caller's
     * transaction ends nobody else gets past this method for the same account; postings are not held up. Ask before
     * you post, and for several accounts in the order of their codes, so that no two callers wait for each other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Money lockedBalance(long marketId, Account account) {
        return folding.lockAndFold(marketId, accountId(marketId, account));
    }

    @Transactional(readOnly = true)
    public TrialBalance trialBalance(long marketId) {
        return new TrialBalance(folds.trialBalance(marketId).stream()
                .map(row -> new TrialBalance.Line(
                        row.kind(),
                        row.accountClass(),
                        row.normalSide(),
                        Money.ofFen(row.debitFen()),
                        Money.ofFen(row.creditFen())))
                .toList());
    }

    /** The trial balance of every market that has books, by market id; market 0 is the platform itself. */
    public SortedMap<Long, TrialBalance> trialBalances() {
        SortedMap<Long, TrialBalance> books = new TreeMap<>();
        folds.markets().forEach(marketId -> books.put(marketId, trialBalance(marketId)));
        return books;
    }

    /** By market id, as every lock. */
    private Map<Long, Long> holdFences(List<Journal> posted) {
        Map<Long, Long> fences = new TreeMap<>();
        posted.stream()
                .map(Journal::marketId)
                .sorted()
                .distinct()
                .forEach(marketId -> fences.put(marketId, folding.holdFence(marketId)));
        return fences;
    }

    private Entry entry(Journal journal, long journalId, Journal.Line line, List<Entry> before) {
        int lineNo = before.isEmpty() || before.getLast().journalId() != journalId
                ? 1
                : before.getLast().lineNo() + 1;
        long accountId = accountId(journal.marketId(), line.account());
        return new Entry(
                journal.marketId(), journalId, lineNo, accountId, line.amount().fen(), journal.businessDate());
    }

    /** Accounts open by themselves, in a transaction of their own: the posting that rolls back leaves no false memory. */
    private long accountId(long marketId, Account account) {
        Key key = new Key(marketId, account);
        Long id = known.get(key);
        if (id == null) {
            id = accounts.find(marketId, account.code()).orElseGet(() -> open(marketId, account));
            if (known.size() < KNOWN_ACCOUNTS) {
                known.put(key, id);
            }
        }
        return id;
    }

    private long open(long marketId, Account account) {
        return apart.execute(status -> {
            accounts.open(
                    marketId,
                    ids.next(marketId),
                    account.code(),
                    account.kind().row(),
                    account.ownerId(),
                    clock.instant());
            return accounts.find(marketId, account.code()).orElseThrow();
        });
    }

    private record Key(long marketId, Account account) {}
}
