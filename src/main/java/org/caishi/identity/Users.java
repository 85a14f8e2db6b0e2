/** Those who may sign in: opens their accounts and knows their passwords' hashes. */
package org.caishi.identity;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

@Component
public class Users {
    /** BCrypt reads no further; a longer password would match by its beginning alone. */
    static final int MOST_PASSWORD_BYTES = 72;

    private static final int FEWEST_PASSWORD_CHARACTERS = 8;
    private static final int LONGEST_DISPLAY_NAME = 60;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{2,60}");

    private final UserAccounts accounts;
    private final PasswordEncoder encoder;
    private final Ids ids;
    private final Clock clock;

    Users(UserAccounts accounts, PasswordEncoder encoder, Ids ids, Clock clock) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Opens an account.
     *
     * @param marketId null for an operator, and only for one
     * @param vendorId given for a vendor, and only for one
     * @return the user's id
     * @throws BadInput when the name is taken or malformed, or the password too short or too long
     */
    public long add(
            String signInName,
            String displayName,
            String rawPassword,
            Role role,
            @Nullable Long marketId,
            @Nullable Long vendorId) {
        return add(signInName, displayName, hashed(rawPassword), role, marketId, vendorId);
    }

    /** The same with a password that was hashed before: one hash takes a tenth of a second. */
    public long add(
            String signInName,
            String displayName,
            HashedPassword password,
            Role role,
            @Nullable Long marketId,
            @Nullable Long vendorId) {
        if ((role == Role.OPERATOR) != (marketId == null) || (role == Role.VENDOR) != (vendorId != null)) {
            throw new IllegalArgumentException(role + " with market " + marketId + " and vendor " + vendorId);
        }
        String name = nameOf(signInName);
        if (!NAME.matcher(name).matches()
                || displayName.isBlank()
                || displayName.strip().length() > LONGEST_DISPLAY_NAME) {
            throw new BadInput("identity.name.malformed");
        }
        long id = ids.next(marketId == null ? 0 : marketId);
        Account account = new Account(
                id, name, displayName.strip(), password.hash(), role, marketId, vendorId, AccountState.ACTIVE);
        try {
            accounts.insert(account, clock.instant());
        } catch (DuplicateKeyException e) {
            throw new BadInput("identity.name.taken", name);
        }
        return id;
    }

    public boolean exists(String signInName) {
        return find(signInName).isPresent();
    }

    Optional<Account> find(String signInName) {
        String name = nameOf(signInName);
        return NAME.matcher(name).matches() ? accounts.byName(name) : Optional.empty();
    }

    /**
     * Hashes a password once, for accounts that share it.
     *
     * @throws BadInput when it is too short or too long
     */
    public HashedPassword hashed(String rawPassword) {
        requireUsable(rawPassword);
        return new HashedPassword(String.valueOf(encoder.encode(rawPassword)));
    }

    private static void requireUsable(String rawPassword) {
        if (rawPassword.codePointCount(0, rawPassword.length()) < FEWEST_PASSWORD_CHARACTERS) {
            throw new BadInput("identity.password.too-short", FEWEST_PASSWORD_CHARACTERS);
        }
        if (isTooLong(rawPassword)) {
            throw new BadInput("identity.password.too-long", MOST_PASSWORD_BYTES, MOST_PASSWORD_BYTES / 3);
        }
    }

    static boolean isTooLong(String rawPassword) {
        return rawPassword.getBytes(StandardCharsets.UTF_8).length > MOST_PASSWORD_BYTES;
    }

    private static String nameOf(String signInName) {
        return signInName.strip().toLowerCase(Locale.ROOT);
    }
}
