/** What is printed is read back, and nothing else is an order number. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderNumberTest {
    @Test
    void everyNumberIsReadBackFromItsPrint() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            OrderNumber number = new OrderNumber(random.nextInt(1 << 20), random.nextLong() & Long.MAX_VALUE);
            assertThat(number.toString()).hasSize(17).matches("[0-9A-Z]+");
            assertThat(OrderNumber.parse(number.toString())).contains(number);
            assertThat(OrderNumber.parse(number.toString().toLowerCase(Locale.ROOT)))
                    .contains(number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "SOMEBODYELSE1",
                "ZZZZZZZZZZZZZZZZZ",
                "0123456789ABCDEFU",
                "0123456789ABCDEF",
                "１２３４５６７８９０１２３４５６７"
            })
    void anythingElseIsNone(String text) {
        assertThat(OrderNumber.parse(text)).isEmpty();
    }

    @Test
    void aMarketThatFourCharactersCannotSayIsRefused() {
        assertThatThrownBy(() -> new OrderNumber(1 << 20, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
