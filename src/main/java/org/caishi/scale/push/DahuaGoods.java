/** Goods in the form in which a Dahua TM scale can hold them, or why it cannot. */
package org.caishi.scale.push;

import org.caishi.device.Device;
import org.caishi.scale.protocol.DahuaPlu;

sealed interface DahuaGoods {
    /** @param price in what the scale is set to */
    record Fit(int number, String name, int price) implements DahuaGoods {
        /** As it is to stand on the scale, which may know more of it already. */
        DahuaPlu over(DahuaPlu known) {
            return known.named(name, price);
        }

        DahuaPlu fresh() {
            return new DahuaPlu(number, number, price, DahuaPlu.Mode.WEIGHT, 0, 0, 0, 0, name);
        }
    }

    record Unfit(PushReason reason, String detail) implements DahuaGoods {}

    int FEN_OF_A_YUAN = 100;
    int GRAMS_OF_A_KILOGRAM = 1_000;

    static DahuaGoods of(Push push, Device scale) {
        if (push.plu() > DahuaPlu.MOST_NUMBER) {
            return new Unfit(PushReason.NUMBER, Integer.toString(push.plu()));
        }
        String name = DahuaPlu.held(push.name());
        if (name.isBlank()) {
            return new Unfit(PushReason.NAME, push.name());
        }
        long parts = Math.multiplyExact(push.fenPerKg(), gramsOf(pricePer(scale)) * tenTo(priceDecimals(scale)));
        long whole = (long) FEN_OF_A_YUAN * GRAMS_OF_A_KILOGRAM;
        if (parts % whole != 0) {
            return new Unfit(PushReason.PRICE, push.price().yuanPerKilogram());
        }
        long price = parts / whole;
        return price > DahuaPlu.MOST_PRICE
                ? new Unfit(PushReason.MOST, Long.toString(price))
                : new Fit(push.plu(), name, (int) price);
    }

    /** What the scale's prices are for: a setting of the device. */
    static String pricePer(Device scale) {
        return scale.settings().getOrDefault("pricePer", "kg");
    }

    /** How many digits of its prices are decimals of a yuan: 2 is fen, 3 is li. */
    static int priceDecimals(Device scale) {
        return scale.setting("priceDecimals", 2, 0, 3);
    }

    private static long gramsOf(String pricePer) {
        return switch (pricePer) {
            case "jin" -> 500;
            case "100g" -> 100;
            default -> GRAMS_OF_A_KILOGRAM;
        };
    }

    private static long tenTo(int decimals) {
        long ten = 1;
        for (int i = 0; i < decimals; i++) {
            ten *= 10;
        }
        return ten;
    }
}
