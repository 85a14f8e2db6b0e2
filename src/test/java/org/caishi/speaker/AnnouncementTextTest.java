/** The sentences, in both languages. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.ResourceBundle;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementTextTest {
    private static final Money AMOUNT = Money.ofFen(12_50);

    @ParameterizedTest
    @CsvSource({
        "WECHAT, 微信收款十二点五元, WeChat Pay received 12.50 yuan",
        "ALIPAY, 支付宝收款十二点五元, Alipay received 12.50 yuan",
        "UNIONPAY, 云闪付收款十二点五元, UnionPay received 12.50 yuan",
        "OTHER, 收款十二点五元, Received 12.50 yuan"
    })
    void whatWasReceived(Wallet wallet, String chinese, String english) {
        assertThat(AnnouncementText.received(wallet, AMOUNT, Locale.SIMPLIFIED_CHINESE))
                .isEqualTo(chinese);
        assertThat(AnnouncementText.received(wallet, AMOUNT, Locale.UK)).isEqualTo(english);
    }

    @Test
    void whatWasRefundedAndMissed() {
        assertThat(AnnouncementText.refunded(AMOUNT, Locale.CHINA)).isEqualTo("退款十二点五元");
        assertThat(AnnouncementText.refunded(AMOUNT, Locale.ENGLISH)).isEqualTo("Refunded 12.50 yuan");
        assertThat(AnnouncementText.missed(3, Money.ofFen(25_60), Locale.CHINA)).isEqualTo("您有3笔收款，共二十五点六元");
        assertThat(AnnouncementText.missed(3, Money.ofFen(25_60), Locale.ENGLISH))
                .isEqualTo("Payments received: 3, in all 25.60 yuan");
    }

    @Test
    void anyOtherLanguageHearsChineseWhateverTheMachineSpeaks() {
        Locale machine = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ENGLISH);
            assertThat(AnnouncementText.refunded(AMOUNT, Locale.FRENCH)).isEqualTo("退款十二点五元");
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void channelsAreFoundByName() {
        assertThat(Wallet.ofChannel("WECHAT")).isEqualTo(Wallet.WECHAT);
        assertThat(Wallet.ofChannel("alipay")).isEqualTo(Wallet.ALIPAY);
        assertThat(Wallet.ofChannel("CASH")).isEqualTo(Wallet.OTHER);
    }

    @Test
    void bothLanguagesHaveTheSameSentences() {
        assertThat(ResourceBundle.getBundle("speech", Locale.ENGLISH).keySet())
                .isEqualTo(ResourceBundle.getBundle("speech", Locale.CHINESE).keySet());
    }

    @Test
    void nothingAndLessIsNotAnnounced() {
        assertThatThrownBy(() -> AnnouncementText.received(Wallet.WECHAT, Money.ZERO, Locale.CHINA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AnnouncementText.refunded(Money.ofFen(-1), Locale.CHINA))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
