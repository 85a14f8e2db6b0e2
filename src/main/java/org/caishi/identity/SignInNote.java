/** Why somebody sees the sign-in page (again); each has its words in the message files. */
package org.caishi.identity;

import java.util.Locale;

enum SignInNote {
    WRONG,
    LOCKED,
    SLOW,
    FAULT,
    EXPIRED,
    OUT;

    String address() {
        return "/login?why=" + name();
    }

    /** Whether it is bad news. */
    public boolean isError() {
        return this != OUT;
    }

    public String messageKey() {
        return "identity.login." + name().toLowerCase(Locale.ROOT);
    }
}
