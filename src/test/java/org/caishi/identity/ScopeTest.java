/** Another market's things do not exist for a market's people; the bank sees all. */
package org.caishi.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.caishi.platform.NotFound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScopeTest {
    private final Scope scope = new Scope();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPERATOR")
    void peopleOfAMarketSeeThatMarketOnly(Role role) {
        Person person = new Person(1, "wang", "王", role, 2_000_000_001L, null);

        assertThatCode(() -> scope.require(person, 2_000_000_001L)).doesNotThrowAnyException();
        assertThatThrownBy(() -> scope.require(person, 2_000_000_002L)).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @EnumSource(names = "OPERATOR")
    void operatorsSeeEveryMarket(Role role) {
        assertThatCode(() -> scope.require(new Person(1, "bank", "行", role, null, null), 2))
                .doesNotThrowAnyException();
    }
}
