/** The door to the books: posts balanced journals within the caller's transaction, and reads balances. */
package org.caishi.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Ids ids;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final ConcurrentMap<Key, Long> known = new ConcurrentHashMap<>();

    Ledger(Accounts accounts, Journals journals, Ids ids, Clock clock, PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.journals = journals;
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
        List<Entry> entries = new ArrayList<>(posted.size() * 4);
        for (Journal journal : posted) {
            long journalId = ids.next(journal.marketId());
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
        accounts.balances(marketId).forEach(row -> balances.put(row.code(), Money.ofFen(row.fen())));
        return balances;
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
