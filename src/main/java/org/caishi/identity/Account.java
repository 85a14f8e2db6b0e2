/** A row of identity_user, with the password's hash: it never leaves this package. */
package org.caishi.identity;

import org.jspecify.annotations.Nullable;

record Account(
        long userId,
        String signInName,
        String displayName,
        String passwordHash,
        Role role,
        @Nullable Long marketId,
        @Nullable Long vendorId,
        AccountState state) {
    Person person() {
        return new Person(userId, signInName, displayName, role, marketId, vendorId);
    }
}
