/** What a scale shows now; a state is never a number, and silence is never 0. */
package org.caishi.scale;

import java.time.Instant;
import java.util.List;
import org.caishi.catalog.Good;
import org.caishi.device.Device;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The display of one scale.
 *
 * @param weight what the display shows; there exactly when the condition is NONE, negative when the scale says so
 * @param stable whether this weight stands still
 * @param net whether a tare is taken off; null where the scale does not say
 * @param at when the scale said so; the epoch when this node has not heard it yet
 * @param offer what a price-computing scale shows beside the weight; only ever an offer, never a sale by itself
 */
public record LiveWeight(
        Device device,
        @Nullable Weight weight,
        boolean stable,
        @Nullable Boolean net,
        Condition condition,
        Instant at,
        @Nullable Offer offer) {
    public LiveWeight(Device device, @Nullable Weight weight, boolean stable, Condition condition, Instant at) {
        this(device, weight, stable, null, condition, at, null);
    }

    /** More than nothing, but less than the scale may be used for: no weight to price. */
    public boolean isLight() {
        return weight != null && ScaleRange.of(device).isLight(weight);
    }

    /**
     * Price and sum on the scale's own display, for the weight beside it.
     *
     * @param amount its own rounding, so not always unit price times weight
     */
    public record Offer(UnitPrice unitPrice, Money amount) {
        /** Half up or cut off: both are met where half a fen is left over. */
        private static final long FEN = 1;

        /** Scales may round what is to pay to the 角 (jiao). */
        private static final long JIAO = 10;

        /** What the weight costs by our own rounding. */
        public Money exact(Weight weight) {
            return unitPrice.times(weight);
        }

        public Rounding rounding(Weight weight) {
            long apart = Math.abs(exact(weight).minus(amount).fen());
            return apart <= FEN ? Rounding.FITS : apart <= JIAO ? Rounding.ROUNDED : Rounding.APART;
        }

        /** The only one of these goods that costs what the scale asks; null where none does, or several do. */
        public @Nullable Good soleOf(List<Good> goods) {
            List<Good> same = goods.stream()
                    .filter(good -> good.price().equals(unitPrice))
                    .toList();
            return same.size() == 1 ? same.getFirst() : null;
        }
    }

    /** How a scale's sum stands to its price times its weight. */
    public enum Rounding {
        /** Within a fen. */
        FITS,
        /** Within a jiao: the customer has read this sum on the scale, so it is the one to pay. */
        ROUNDED,
        /** No sum of this weight at this price, so no sale. */
        APART
    }

    /** What keeps a scale from showing a weight. */
    public enum Condition {
        /** Nothing: there is a weight. */
        NONE,
        MOTION,
        OVERLOAD,
        UNDERLOAD,
        FAULT,
        /** It has ended its link, or has said nothing for three seconds. */
        SILENT;

        static Condition of(ScaleSignal.Condition said) {
            return switch (said) {
                case MOTION -> MOTION;
                case OVERLOAD -> OVERLOAD;
                case UNDERLOAD -> UNDERLOAD;
                case FAULT -> FAULT;
            };
        }
    }

    static LiveWeight silent(Device device, Instant lastHeard) {
        return new LiveWeight(device, null, false, Condition.SILENT, lastHeard);
    }
}
