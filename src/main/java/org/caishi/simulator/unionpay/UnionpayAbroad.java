/** What a wallet from abroad brings: an order that is stated in an EMVCo merchant-presented code. */
package org.caishi.simulator.unionpay;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.caishi.units.Money;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The merchant has not ordered it here: where its notice goes is part of the contract, as the merchant's settings give it. */
@Component
@SimulatesUnionpay
class UnionpayAbroad {
    private static final Duration PAY_SHEET_LIVES = Duration.ofMinutes(15);
    private static final int IIN = 8;

    private final UnionpayTransactions transactions;
    private final UnionpayKeys keys;
    private final Clock clock;
    private final String notifyUrl;

    UnionpayAbroad(
            UnionpayTransactions transactions,
            UnionpayKeys keys,
            Clock clock,
            @Value("${caishi.unionpay.notify-url:}") String notifyUrl,
            @Value("${caishi.public-url:http://127.0.0.1:${server.port:8080}}") String publicUrl) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
        this.notifyUrl = notifyUrl.isBlank() ? publicUrl + "/notify/unionpay" : notifyUrl;
    }

    /** The order that a code states; scanned twice it is one. */
    UnionpayTransaction scan(String code) {
        Map<String, String> fields = fields(code);
        String account = fields.getOrDefault("15", "");
        boolean whole = code.indexOf("6304") == code.length() - 8
                && "%04X"
                        .formatted(checksum(code.substring(0, code.length() - 4)))
                        .equals(fields.get("63"));
        if (!whole
                || !"156".equals(fields.get("53"))
                || !account.startsWith(keys.acquirerIin())
                || account.length() <= 2 * IIN) {
            throw UnionpayRefusal.field("qrCode");
        }
        String number = fields(fields.getOrDefault("62", "")).getOrDefault("01", "");
        return transactions.find(number).orElseGet(() -> open(number, account.substring(2 * IIN), fields));
    }

    private UnionpayTransaction open(String number, String subMerchant, Map<String, String> fields) {
        String named = fields(fields.getOrDefault("64", "")).getOrDefault("01", fields.getOrDefault("59", ""));
        return transactions.open(new UnionpayOrder(
                number,
                UnionpayOrder.Kind.ABROAD,
                subMerchant,
                named,
                notifyUrl,
                Money.parseYuan(fields.getOrDefault("54", "")).fen(),
                null,
                clock.instant().plus(PAY_SHEET_LIVES)));
    }

    /** Tag, length and value, one after the other; lengths count characters. */
    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new TreeMap<>();
        int at = 0;
        try {
            while (at < text.length()) {
                String tag = text.substring(at, at + 2);
                int end = text.offsetByCodePoints(at + 4, Integer.parseInt(text.substring(at + 2, at + 4)));
                fields.put(tag, text.substring(at + 4, end));
                at = end;
            }
        } catch (IndexOutOfBoundsException | NumberFormatException notACode) {
            throw UnionpayRefusal.field("qrCode");
        }
        return fields;
    }

    /** CRC-16 by table-free long division, most significant bit first. */
    private static int checksum(String text) {
        int rest = 0xFFFF;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            for (int mask = 0x80; mask > 0; mask >>= 1) {
                boolean carry = (rest & 0x8000) != 0 ^ (next & mask) != 0;
                rest = rest << 1 & 0xFFFF;
                if (carry) {
                    rest ^= 0x1021;
                }
            }
        }
        return rest;
    }
}
