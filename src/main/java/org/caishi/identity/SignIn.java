/** Checks a name and a password: as slow for an unknown name as for a wrong password, and each outcome is written down. */
package org.caishi.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

@Component
final class SignIn implements AuthenticationProvider {
    private static final String ACTION = "sign-in";

    private final Users users;
    private final PasswordEncoder encoder;
    private final SignInThrottle throttle;
    private final AuditTrail audit;
    private final String nobodysHash;

    SignIn(Users users, PasswordEncoder encoder, SignInThrottle throttle, AuditTrail audit) {
        this.users = users;
        this.encoder = encoder;
        this.throttle = throttle;
        this.audit = audit;
        this.nobodysHash = String.valueOf(encoder.encode("the password of nobody"));
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String address = attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        if (!throttle.mayTry(name, address)) {
            throw new TooManyAttempts();
        }
        Optional<Account> found = users.find(name);
        String password = String.valueOf(attempt.getCredentials());
        boolean matches = encoder.matches(
                Users.isTooLong(password) ? "" : password,
                found.map(Account::passwordHash).orElse(nobodysHash));
        if (found.isEmpty() || !matches) {
            refused(found.orElse(null), name, address, "wrong name or password");
            throw new BadCredentialsException("wrong name or password");
        }
        Account account = found.get();
        if (account.state() == AccountState.LOCKED) {
            refused(account, name, address, "locked");
            throw new LockedException("locked");
        }
        throttle.succeeded(name, address);
        Person person = account.person();
        audit.record(marketOf(account), person, ACTION, "from " + address, "accepted");
        UsernamePasswordAuthenticationToken signedIn =
                UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities());
        signedIn.setDetails(attempt.getDetails());
        return signedIn;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private void refused(@Nullable Account account, String name, String address, String why) {
        audit.record(
                account == null ? 0 : marketOf(account),
                account == null ? null : account.userId(),
                name,
                ACTION,
                "from " + address,
                "refused: " + why);
    }

    private static long marketOf(Account account) {
        return account.marketId() == null ? 0 : account.marketId();
    }

    /** Too many wrong passwords in a short time. */
    static final class TooManyAttempts extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        TooManyAttempts() {
            super("too many attempts");
        }
    }
}
