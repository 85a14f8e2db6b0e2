/** Which wallet's code a scanner read, and that nobody reads it back out of a log. */
package org.caishi.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentCodeTest {
    @ParameterizedTest
    @CsvSource({
        "101234567890123456, WECHAT",
        "159999999999999999, WECHAT",
        "2512345678901234, ALIPAY",
        "301234567890123456789012, ALIPAY",
        "283333333333333333, ALIPAY",
        "6212345678901234567, UNIONPAY",
    })
    void prefixAndLengthTellTheWallet(String code, ChannelName channel) {
        assertThat(PaymentCode.read(code)).hasValueSatisfying(read -> {
            assertThat(read.channel()).isEqualTo(channel);
            assertThat(read.digits()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "10123456789012345",
                "1012345678901234567",
                "161234567890123456",
                "091234567890123456",
                "241234567890123456",
                "311234567890123456",
                "2512345678901234567890123",
                "621234567890123456",
                "62123456789012345678",
                "6112345678901234567",
                "10123456789012345x",
                "１０1234567890123456",
                "https://example.org/q/1234",
            })
    void whatNoWalletShowsIsNoCode(String scanned) {
        assertThat(PaymentCode.read(scanned)).isEmpty();
    }

    @Test
    void blanksOfAPrintedGroupingAreSkipped() {
        assertThat(PaymentCode.read(" 1312 3456 7890 1234 56\n").map(PaymentCode::digits))
                .hasValue("131234567890123456");
    }

    @Test
    void noLogEverHoldsAWholeCode() {
        PaymentCode code = PaymentCode.read("131234567890123456").orElseThrow();

        assertThat(code).hasToString("13…56");
        assertThat(Payer.showing(code).toString()).doesNotContain("1234");
    }
}
