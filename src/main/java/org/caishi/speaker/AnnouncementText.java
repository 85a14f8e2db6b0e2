/** What a speaker says, by event, wallet, wording and language: 微信收款十二点五元. */
package org.caishi.speaker;

import java.util.Locale;
import java.util.ResourceBundle;
import org.caishi.units.Money;
import org.caishi.units.SpokenAmount;

/**
 * The sentences lie in {@code speech_zh.properties} and {@code speech_en.properties} and not here, because a dialect is
 * then one more file, and because people who speak well need not read Java.
 */
public final class AnnouncementText {
    private static final ResourceBundle CHINESE = sentences(Locale.CHINESE);
    private static final ResourceBundle ENGLISH = sentences(Locale.ENGLISH);

    private AnnouncementText() {}

    /** The wallets that listeners tell apart by name. */
    public enum Wallet {
        WECHAT("wechat"),
        ALIPAY("alipay"),
        UNIONPAY("unionpay"),
        /** Any other way to pay: the sum is said without a name. */
        OTHER("other");

        private final String key;

        Wallet(String key) {
            this.key = key;
        }

        /** The wallet behind a channel's name, whatever its case, e.g. {@code WECHAT}; OTHER for one not known here. */
        public static Wallet ofChannel(String channel) {
            for (Wallet wallet : values()) {
                if (wallet.key.equalsIgnoreCase(channel)) {
                    return wallet;
                }
            }
            return OTHER;
        }
    }

    /** 微信收款十二点五元, or WeChat Pay received 12.50 yuan. */
    public static String received(Wallet wallet, Money amount, Locale language) {
        return received(Wording.PLAIN, OwnWords.NONE, wallet, amount, language);
    }

    /** In a wording of the market's or the stall's choice; without own words, {@code OWN} is plain. */
    static String received(Wording wording, OwnWords own, Wallet wallet, Money amount, Locale language) {
        Wording said = wording == Wording.OWN && own.isEmpty() ? Wording.PLAIN : wording;
        String sentence = said == Wording.OWN ? own.text() : of(language).getString(said.key());
        return capital(filled(sentence, requirePositive(amount), language)
                .replace("{wallet}", of(language).getString("wallet." + wallet.key))
                .strip());
    }

    /** 退款十二点五元, or Refunded 12.50 yuan. */
    public static String refunded(Money amount, Locale language) {
        return sentence("refunded", amount, language);
    }

    /** 请付十二点五元: of money that is asked for no word of having received any is said. */
    static String orderWaiting(Money amount, Locale language) {
        return sentence("order_waiting", amount, language);
    }

    /** 今日收款12笔，共三百元. */
    static String dayTotal(int payments, Money total, Locale language) {
        return sentence("day_total", total, language).replace("{count}", Integer.toString(payments));
    }

    /** 您有三百元电费待缴，请及时缴纳. */
    static String feeDue(FeeKind fee, Money amount, Locale language) {
        return sentence("fee_due", amount, language)
                .replace("{fee}", of(language).getString(fee.key()));
    }

    /** What a speaker says once when it comes back, instead of news that is old: 您有3笔收款，共二十五点六元. */
    public static String missed(int payments, Money total, Locale language) {
        return sentence("summary", total, language).replace("{count}", Integer.toString(payments));
    }

    /** 音箱测试，声音正常: never a sum, for only money that was booked is told. */
    static String test(Locale language) {
        return of(language).getString("test");
    }

    private static String sentence(String key, Money amount, Locale language) {
        return filled(of(language).getString(key), requirePositive(amount), language);
    }

    private static String filled(String sentence, Money amount, Locale language) {
        return sentence.replace("{amount}", isEnglish(language) ? amount.yuan() + " yuan" : SpokenAmount.of(amount));
    }

    /** A sentence of which the name of the wallet is missing begins in its middle. */
    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static ResourceBundle of(Locale language) {
        return isEnglish(language) ? ENGLISH : CHINESE;
    }

    private static boolean isEnglish(Locale language) {
        return language.getLanguage().equals("en");
    }

    private static Money requirePositive(Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("nothing is announced of " + amount);
        }
        return amount;
    }

    /** Never the language of the machine in place of the one asked for. */
    private static ResourceBundle sentences(Locale language) {
        return ResourceBundle.getBundle(
                "speech",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
