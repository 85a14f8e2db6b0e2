/** People who sign in for one test: of a market, or of the bank. */
package org.caishi.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public class Staff {
    private static final String PASSWORD = "a long enough password";

    private final Users users;

    Staff(Users users) {
        this.users = users;
    }

    /** Somebody new of this role, signed in. */
    public Visitor signedIn(Role role, @Nullable Market market) {
        String name = role.name().toLowerCase(java.util.Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 12);
        users.add(name, "某人", PASSWORD, role, market == null ? null : market.marketId(), null);
        Visitor visitor = new Visitor();
        visitor.signIn(name, PASSWORD);
        return visitor;
    }

    /** Sends a form of a page and returns the page that follows. */
    public static String submit(Visitor visitor, String page, String path, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("_csrf", visitor.token(page));
        var answer = visitor.post(path, form);
        return answer.statusCode() / 100 == 3
                ? visitor.get(answer.headers()
                                .firstValue("Location")
                                .orElseThrow()
                                .replaceFirst("^https?://[^/]+", ""))
                        .body()
                : answer.body();
    }
}
