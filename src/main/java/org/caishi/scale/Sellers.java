/** Tells for whom a signed-in vendor acts. */
package org.caishi.scale;

import org.caishi.identity.Person;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;

final class Sellers {
    private Sellers() {}

    static long market(Person person) {
        return orMissing(person.marketId(), person);
    }

    static long vendor(Person person) {
        return orMissing(person.vendorId(), person);
    }

    private static long orMissing(@Nullable Long id, Person person) {
        if (id == null) {
            throw new NotFound("vendor of user " + person.userId());
        }
        return id;
    }
}
