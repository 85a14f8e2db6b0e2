/** Writes EMVCo merchant-presented codes: tag, length, value, and a checksum over all of it. */
package org.caishi.channel.unionpay;

import java.nio.charset.StandardCharsets;
import org.caishi.platform.Excerpt;
import org.caishi.units.Money;

/**
 * EMV QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1. Lengths count characters, the checksum bytes
 * (CRC-16 with polynomial 1021 from FFFF over the UTF-8 of everything up to and with {@code 6304}).
 */
final class EmvCode {
    private static final String CHECKSUM = "6304";
    private static final String FOR_ONE_ORDER = "12";
    private static final String CNY = "156";
    private static final int LONGEST_VALUE = 99;
    private static final int LONGEST_NAME = 25;

    private EmvCode() {}

    /**
     * The code of one order, which serves once.
     *
     * @param merchantNo the sub-merchant's, 15 letters and digits as UnionPay numbers merchants
     * @param orderNo comes back with the notice of the payment, at most 25
     * @param localName what a wallet in Chinese shows
     */
    static String of(EmvMerchant merchant, String merchantNo, String orderNo, Money amount, String localName) {
        String payload = field("00", "01")
                + field("01", FOR_ONE_ORDER)
                + field("15", merchant.acquirerIin() + merchant.forwarderIin() + merchantNo)
                + field("52", merchant.category())
                + field("53", CNY)
                + field("54", amount.yuan())
                + field("58", "CN")
                + field("59", merchant.name())
                + field("60", merchant.city())
                + field("62", field("01", orderNo))
                + field("64", field("00", "zh") + field("01", Excerpt.of(localName, LONGEST_NAME)));
        return sealed(payload);
    }

    /** Adds the checksum. */
    static String sealed(String payload) {
        String open = payload + CHECKSUM;
        return open + "%04X".formatted(checksum(open.getBytes(StandardCharsets.UTF_8)));
    }

    private static String field(String tag, String value) {
        int characters = value.codePointCount(0, value.length());
        if (characters == 0 || characters > LONGEST_VALUE) {
            throw new IllegalArgumentException("field " + tag + " has " + characters + " characters");
        }
        return tag + "%02d".formatted(characters) + value;
    }

    private static int checksum(byte[] bytes) {
        int crc = 0xFFFF;
        for (byte next : bytes) {
            crc ^= Byte.toUnsignedInt(next) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            }
        }
        return crc & 0xFFFF;
    }
}
