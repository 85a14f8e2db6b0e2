/** Everything a scale can tell us, whatever its protocol: live weights, states that are no numbers, and complete sales. */
package org.caishi.scale;

import java.time.Instant;
import java.util.List;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/** One event of a scale's byte stream, in the order of the wire. */
public sealed interface ScaleSignal {
    /**
     * A weight on the display.
     *
     * @param stable whether the scale says it stands still; null when its frame does not say
     * @param net whether a tare is taken off; null when its frame does not say
     */
    record Reading(
            Weight weight,
            @Nullable Boolean stable,
            @Nullable Boolean net) implements ScaleSignal {}

    /** The scale shows no weight; this is never a number, and never 0. */
    record State(Condition condition) implements ScaleSignal {}

    enum Condition {
        OVERLOAD,
        UNDERLOAD,
        MOTION,
        FAULT
    }

    /**
     * A sale that the scale has closed by itself; perhaps offline, long before it arrives.
     *
     * @param serial the device that says so; whether it may is for the link to judge
     * @param sequence counts the device's sales, from 1, without gaps
     * @param at the device's own time, in whole milliseconds
     * @param items at least one
     * @param total the sum of the items' amounts, checked
     * @param prevHash SHA-256 of the device's sale before this one, 64 hex characters; null from a device that keeps no chain
     * @param original the message as it came, for hashes and proof
     */
    record Sale(
            String serial,
            long sequence,
            Instant at,
            List<Item> items,
            Money total,
            @Nullable String prevHash,
            MessageBytes original)
            implements ScaleSignal {
        public Sale {
            items = List.copyOf(items);
        }
    }

    /**
     * One line of a sale.
     *
     * @param plu the number of the goods on the scale; 0 when it has none
     * @param amount what the scale charged; its own rounding, so not always unit price times net
     * @param flags short words, e.g. {@code piece}, {@code manual}, {@code offline}
     */
    record Item(int plu, String name, Weight net, Weight tare, UnitPrice unitPrice, Money amount, List<String> flags) {
        public Item {
            flags = List.copyOf(flags);
        }
    }

    /**
     * What a price-computing scale asks for the goods on it; the reading of the same frame comes before it. Without a serial
     * and a sequence nobody can tell whether it was told before, so it is never booked by itself.
     *
     * @param weight positive, and at rest
     * @param amount its own rounding, so not always unit price times weight
     */
    record Priced(Weight weight, UnitPrice unitPrice, Money amount) implements ScaleSignal {}

    /**
     * Goods as a label scale keeps them under one number.
     *
     * @param code as it prints in the barcode
     * @param price for one of {@code per}
     */
    record Plu(int number, String code, String name, Money price, PricePer per, Weight tare, int shelfDays)
            implements ScaleSignal {}

    /** What a price is for. */
    enum PricePer {
        KILOGRAM("kg"),
        JIN("jin"),
        HUNDRED_GRAMS("100g"),
        PIECE("piece"),
        /** A packet whose weight is fixed. */
        PACK("pack");

        private final String word;

        PricePer(String word) {
            this.word = word;
        }

        /** The word in settings and published messages. */
        public String word() {
            return word;
        }
    }

    /**
     * A scale has done what it was told.
     *
     * @param command as its protocol calls it, e.g. {@code V}
     * @param number of the goods or the page that it was about; null where the answer names none
     */
    record Done(String command, @Nullable Integer number) implements ScaleSignal {}

    /** What a scale that keeps goods says about them. */
    sealed interface OfGoods extends ScaleSignal {
        /** Goods may be sent to it on the way on which it says so. */
        record Ready() implements OfGoods {}

        /** What came of goods that were sent. */
        record Answered(List<GoodsAnswer> answers) implements OfGoods {
            public Answered {
                answers = List.copyOf(answers);
            }
        }
    }

    /**
     * What came of one of the goods.
     *
     * @param id under which they were sent
     * @param kept whether they stand on the scale now as they were sent, or are gone from it as was asked
     * @param reason why not, one short word; empty where they are kept
     * @param words the scale's own; may be empty
     */
    record GoodsAnswer(String id, int plu, boolean kept, String reason, String words) {}

    /**
     * Bytes that looked like a frame and were thrown away.
     *
     * @param bytes how many
     * @param reply what the scale is to be told; null where its protocol does not answer
     */
    record Rejected(Rejection reason, int bytes, @Nullable Reply reply) implements ScaleSignal {
        public Rejected(Rejection reason, int bytes) {
            this(reason, bytes, null);
        }
    }

    /**
     * What the maker of a scale needs to know about a message that was thrown away.
     *
     * @param sequence the sale's own; null when the message could not be read so far
     */
    record Reply(@Nullable Long sequence, String words) {}
}
