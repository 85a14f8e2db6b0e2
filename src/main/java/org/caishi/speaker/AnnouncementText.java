/** What a speaker says about money, by wallet and language: 微信收款十二点五元. */
package org.caishi.speaker;

import java.util.Locale;
import java.util.ResourceBundle;
import org.caishi.units.Money;
import org.caishi.units.SpokenAmount;

/**
 * The sentences lie in {@code speech_zh.properties} and {@code speech_en.properties} and not here, because a dialect or
 * a market's own wording is then one more file, and because people who speak well need not read Java.
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
        return sentence("received." + wallet.key, requirePositive(amount), language);
    }

    /** 退款十二点五元, or Refunded 12.50 yuan. */
    public static String refunded(Money amount, Locale language) {
        return sentence("refunded", requirePositive(amount), language);
    }

    /** What a speaker says once when it comes back, instead of news that is old: 您有3笔收款，共二十五点六元. */
    public static String missed(int payments, Money total, Locale language) {
        return sentence("missed", requirePositive(total), language).replace("{count}", Integer.toString(payments));
    }

    private static String sentence(String key, Money amount, Locale language) {
        boolean english = language.getLanguage().equals("en");
        String words = english ? amount.yuan() + " yuan" : SpokenAmount.of(amount);
        return (english ? ENGLISH : CHINESE).getString(key).replace("{amount}", words);
    }

    private static Money requirePositive(Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("only money that moved is announced, not " + amount);
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
