/** Keeps the contracts: sealed in their rows, and their heads at hand for every payment. */
package org.caishi.channel.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.caishi.channel.AccountBook;
import org.caishi.channel.AccountSettings;
import org.caishi.channel.AccountState;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.KnownAccounts;
import org.caishi.platform.NotFound;
import org.caishi.platform.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Heads are read again when older than {@value #SECONDS} s, so another node's change is seen by then. */
@Component
class AccountShelf implements AccountBook {
    private static final int SECONDS = 2;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AccountRows rows;
    private final Vault vault;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();

    /** What was read before a change must not be put down after it. */
    private final AtomicLong changes = new AtomicLong();

    private volatile @Nullable Snapshot snapshot;

    AccountShelf(AccountRows rows, Vault vault, InstantSource clock) {
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
    }

    private record Snapshot(KnownAccounts accounts, Instant goodUntil) {}

    @Override
    public KnownAccounts accounts() {
        Snapshot known = snapshot;
        Instant now = clock.instant();
        if (known != null && (now.isBefore(known.goodUntil) || !reading.tryLock())) {
            return known.accounts;
        }
        try {
            return freshly(now);
        } finally {
            if (reading.isHeldByCurrentThread()) {
                reading.unlock();
            }
        }
    }

    @Override
    public Opened open(ChannelAccount account) {
        AccountRows.SealedSettings sealed = rows.sealed(account.marketId(), account.accountId())
                .orElseThrow(() -> new NotFound("account " + account.accountId()));
        return new Opened(sealed.version(), settings(account, sealed.sealed()));
    }

    List<AccountRow> all() {
        return rows.all();
    }

    AccountRow lock(ChannelAccount account) {
        return rows.lock(account.marketId(), account.accountId())
                .orElseThrow(() -> new NotFound("account " + account.accountId()));
    }

    void add(AccountRow row) {
        rows.add(row, active(row), sealed(row.account(), AccountSettings.EMPTY));
    }

    void put(AccountRow row, AccountSettings settings) {
        rows.put(row, active(row), sealed(row.account(), settings));
    }

    /** After a change has been committed. */
    void forget() {
        changes.incrementAndGet();
        snapshot = null;
    }

    private KnownAccounts freshly(Instant now) {
        long before = changes.get();
        KnownAccounts fresh =
                new KnownAccounts(rows.all().stream().map(AccountRow::account).toList());
        // What an open transaction sees may never be committed.
        if (!TransactionSynchronizationManager.isActualTransactionActive() && changes.get() == before) {
            snapshot = new Snapshot(fresh, now.plus(Duration.ofSeconds(SECONDS)));
        }
        return fresh;
    }

    private static @Nullable String active(AccountRow row) {
        return row.state() == AccountState.ACTIVE ? row.channel().name() : null;
    }

    private byte[] sealed(ChannelAccount account, AccountSettings settings) {
        return vault.seal(JSON.writeValueAsBytes(settings), context(account));
    }

    private AccountSettings settings(ChannelAccount account, byte[] sealed) {
        return JSON.readValue(vault.open(sealed, context(account)), AccountSettings.class);
    }

    /** Sealed for its own row: put into another account's it does not open. */
    private static String context(ChannelAccount account) {
        return "channel_account.sealed/" + account.marketId() + "/" + account.accountId();
    }
}
