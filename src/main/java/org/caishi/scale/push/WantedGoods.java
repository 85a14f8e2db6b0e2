/** Goods that a scale behind an edge is to hold, as the product tells the edge of them. */
package org.caishi.scale.push;

import java.util.Objects;
import org.caishi.device.Device;

/**
 * What waits for one scale.
 *
 * @param id as the scale is told it; of two, the one that compares greater as text is the younger
 * @param good names the goods whatever their number is: what is younger takes the place of what still waits of the same
 * @param key the hot key; 0 for none
 * @param deleted the goods are to be taken off the scale
 * @param tries that were made before
 */
public record WantedGoods(
        String serial,
        String id,
        String good,
        int plu,
        String name,
        long unitPriceFenPerKg,
        int key,
        boolean deleted,
        int tries) {
    public WantedGoods {
        Objects.requireNonNull(serial);
        Objects.requireNonNull(id);
        Objects.requireNonNull(good);
        Objects.requireNonNull(name);
    }

    static WantedGoods of(Push push, Device scale) {
        return new WantedGoods(
                scale.serial(),
                CaishiLine.wordOf(push.pushId()),
                CaishiLine.wordOf(push.goodId()),
                push.plu(),
                push.name(),
                push.fenPerKg(),
                push.hotKey(),
                push.deleted(),
                push.tries());
    }
}
