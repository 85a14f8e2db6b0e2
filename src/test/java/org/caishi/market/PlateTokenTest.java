/** A plate's token tells its market and nothing else. */
package org.caishi.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlateTokenTest {
    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @ValueSource(longs = {1, 31, 32, 101, 102, 32_768, PlateToken.MAX_MARKET})
    void tellsItsMarket(long marketId) {
        String token = PlateToken.draw(marketId, random);

        assertThat(token).matches("[0-9a-hjkmnp-tv-z]{20}");
        assertThat(PlateToken.marketOf(token)).isEqualTo(marketId);
    }

    @Test
    void isAnotherEveryTime() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            tokens.add(PlateToken.draw(101, random));
        }
        assertThat(tokens).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0035",
                "0035abcdefghjkmnpqr",
                "0035abcdefghjkmnpqrst",
                "0035ABCDEFGHJKMNPQRS",
                "0035abcdefghjkmnpqr ",
                "0035abcdefghjkmnpqri",
                "0035abcdefghjkmnpq'-",
                "００３５abcdefghjkmnpqrs"
            })
    void whatIsNoTokenNamesNoMarket(String text) {
        assertThat(PlateToken.marketOf(text)).isEqualTo(-1);
    }

    @Test
    void doesNotSayAMarketThatFourCharactersCannotHold() {
        assertThatThrownBy(() -> PlateToken.draw(PlateToken.MAX_MARKET + 1, random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
