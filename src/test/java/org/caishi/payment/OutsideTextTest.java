/** The fuzzer against the short texts that strangers send: order numbers, plate tokens, codes, sums. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.caishi.channel.PaymentCode;
import org.caishi.market.PlateToken;
import org.caishi.testing.Spoilt;
import org.caishi.units.Money;
import org.junit.jupiter.params.provider.MethodSource;

/** A usual test run repeats the seeds; junit-platform.properties says how to fuzz. */
class OutsideTextTest {
    private static final OrderNumber NUMBER = new OrderNumber(20_001, 775_123_456_789_012_345L);

    static Stream<byte[]> texts() {
        return Stream.of(NUMBER.toString(), "131234567890123456", "12.50", "0kh1abcdefghjkmnpqrs")
                .flatMap(good -> Spoilt.of(good, 300, 4));
    }

    @MethodSource("texts")
    @FuzzTest(maxDuration = "1m")
    void whateverIsTypedIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        OrderNumber.parse(text)
                .ifPresent(number ->
                        assertThat(OrderNumber.parse(number.toString())).hasValue(number));
        PaymentCode.read(text).ifPresent(code -> assertThat(code.digits()).matches("[0-9]{16,24}"));
        assertThat(PlateToken.marketOf(text)).isLessThanOrEqualTo(PlateToken.MAX_MARKET);
        try {
            Money money = Money.parseYuan(text);
            assertThat(Money.parseYuan(money.yuan())).isEqualTo(money);
        } catch (IllegalArgumentException refused) {
            assertThat(text.strip()).doesNotMatch("[0-9]{1,6}([.][0-9]{1,2})?");
        }
    }
}
