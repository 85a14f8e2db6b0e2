/** The second secret of those who move money: six digits, asked for each time, locked after wrong tries. */
package org.caishi.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.caishi.platform.BadInput;
import org.caishi.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

@Component
public class Pins {
    static final int TRIES = 5;
    static final Duration LOCKED = Duration.ofMinutes(15);

    private static final Pattern SIX_DIGITS = Pattern.compile("\\d{6}");
    /** One digit six times, or a run up or down: what a thief tries first. */
    private static final Pattern REPEATED = Pattern.compile("(\\d)\\1{5}");

    private static final String RUNS = "0123456789 9876543210";

    private final PinRows rows;
    private final UserAccounts accounts;
    private final PasswordEncoder encoder;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Clock clock;

    Pins(
            PinRows rows,
            UserAccounts accounts,
            PasswordEncoder encoder,
            AuditTrail audit,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.encoder = encoder;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    private sealed interface Try {
        record Right() implements Try {}

        record None() implements Try {}

        record Locked(long minutes) implements Try {}

        record Wrong(int left) implements Try {}
    }

    /**
     * Passes when it is this person's PIN. Tries are counted one after the other, however many come at once.
     *
     * @throws BadInput when it is wrong, locked, or none was ever set
     */
    public void require(Person person, @Nullable String pin) {
        // The count of failures is committed before the refusal is thrown.
        Try outcome = transactions.run(() -> check(person, pin == null ? "" : pin.strip()));
        switch (outcome) {
            case Try.Right right -> {}
            case Try.None none -> throw new BadInput("identity.pin.none");
            case Try.Locked(long minutes) -> throw new BadInput("identity.pin.locked", minutes);
            case Try.Wrong(int left) -> throw new BadInput("identity.pin.wrong", left);
        }
    }

    private Try check(Person person, String pin) {
        PinRows.Pin row = rows.lock(person.userId()).orElse(null);
        if (row == null) {
            return new Try.None();
        }
        Instant now = clock.instant();
        if (row.lockedUntil() != null && now.isBefore(row.lockedUntil())) {
            return new Try.Locked(Duration.between(now, row.lockedUntil()).toMinutes() + 1);
        }
        if (encoder.matches(pin, row.pinHash())) {
            if (row.failures() > 0) {
                rows.tried(person.userId(), 0, null);
            }
            return new Try.Right();
        }
        int failures = row.failures() + 1;
        if (failures < TRIES) {
            rows.tried(person.userId(), failures, null);
            return new Try.Wrong(TRIES - failures);
        }
        rows.tried(person.userId(), 0, now.plus(LOCKED));
        audit.record(marketOf(person), person, "pin.lock", "own pin", TRIES + " wrong tries");
        return new Try.Locked(LOCKED.toMinutes());
    }

    /** Whether a person has one; who has none is led to where it is set. */
    public boolean isSet(Person person) {
        return rows.count(person.userId()) > 0;
    }

    /**
     * Sets a person's own PIN.
     *
     * @throws BadInput when the password is wrong, or the PIN no six digits or too easy
     */
    public void set(Person person, String password, String pin) {
        Account account = accounts.byName(person.signInName()).orElseThrow();
        if (Users.isTooLong(password) || !encoder.matches(password, account.passwordHash())) {
            throw new BadInput("identity.pin.password");
        }
        set(person.userId(), hashed(pin));
        audit.record(marketOf(person), person, "pin.set", "own pin", "");
    }

    /** Gives an account its first PIN. */
    public void set(long userId, HashedPassword pin) {
        rows.put(userId, pin.hash(), clock.instant());
    }

    /**
     * Hashes a PIN once, for accounts that share it.
     *
     * @throws BadInput when it is no six digits or too easy
     */
    public HashedPassword hashed(String pin) {
        if (!SIX_DIGITS.matcher(pin).matches()) {
            throw new BadInput("identity.pin.six");
        }
        if (REPEATED.matcher(pin).matches() || RUNS.contains(pin)) {
            throw new BadInput("identity.pin.easy");
        }
        return new HashedPassword(String.valueOf(encoder.encode(pin)));
    }

    private static long marketOf(Person person) {
        return person.marketId() == null ? 0 : person.marketId();
    }
}
