/** Reads from the registry how a label scale prints its barcodes: which digits are what differs from model to model. */
package org.caishi.scale;

import java.util.Map;
import java.util.Set;
import org.caishi.platform.BadInput;
import org.caishi.scale.protocol.LabelBarcode.Anchor;
import org.caishi.scale.protocol.LabelBarcode.Layout;
import org.caishi.scale.protocol.LabelBarcode.LongForm;
import org.caishi.scale.protocol.LabelBarcode.ShortForm;

/**
 * Settings of the device: {@code labelShort} item5-amount, item6-amount, item5-weight or item6-weight; {@code labelLong}
 * amount-weight or weight-amount; {@code labelFen} 1, 10 or 100 and {@code labelGrams} 1 to 100: what the last digit is
 * worth; {@code labelAnchor} right or left. What is left out is as most scales print.
 */
final class LabelLayouts {
    private static final Set<String> NAMES = Set.of("labelShort", "labelLong", "labelFen", "labelGrams", "labelAnchor");

    private LabelLayouts() {}

    static boolean isToldBy(Map<String, String> settings) {
        return settings.keySet().stream().anyMatch(NAMES::contains);
    }

    /** @throws BadInput when the registry has something else there */
    static Layout of(Map<String, String> settings) {
        Layout usual = Layout.USUAL;
        return new Layout(
                switch (settings.getOrDefault("labelShort", "item5-amount")) {
                    case "item5-amount" -> ShortForm.PREFIX_2_ITEM_5_AMOUNT;
                    case "item6-amount" -> ShortForm.PREFIX_1_ITEM_6_AMOUNT;
                    case "item5-weight" -> ShortForm.PREFIX_2_ITEM_5_WEIGHT;
                    case "item6-weight" -> ShortForm.PREFIX_1_ITEM_6_WEIGHT;
                    default -> throw wrong("labelShort");
                },
                switch (settings.getOrDefault("labelLong", "amount-weight")) {
                    case "amount-weight" -> LongForm.AMOUNT_WEIGHT;
                    case "weight-amount" -> LongForm.WEIGHT_AMOUNT;
                    default -> throw wrong("labelLong");
                },
                worth(settings, "labelFen", usual.amountFen()),
                worth(settings, "labelGrams", usual.weightGrams()),
                switch (settings.getOrDefault("labelAnchor", "right")) {
                    case "right" -> Anchor.RIGHT;
                    case "left" -> Anchor.LEFT;
                    default -> throw wrong("labelAnchor");
                });
    }

    private static long worth(Map<String, String> settings, String name, long usual) {
        String text = settings.getOrDefault(name, Long.toString(usual));
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw wrong(name);
        }
        return Long.parseLong(text);
    }

    private static BadInput wrong(String name) {
        return new BadInput("scale.label.setting", name);
    }
}
