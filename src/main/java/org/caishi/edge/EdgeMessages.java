/** The messages between an edge and the centre; firmware-protocols/caishi-device/protocol.md describes them. */
package org.caishi.edge;

import java.util.List;
import java.util.Objects;
import org.caishi.device.LinkCounts;
import org.caishi.device.Listening.Heard;
import org.caishi.scale.SaleAck;
import org.caishi.scale.push.GoodsResult;
import org.caishi.scale.push.WantedGoods;
import org.jspecify.annotations.Nullable;

final class EdgeMessages {
    static final String SCALES = "/api/device/edge/scales";
    static final String WEIGHINGS = "/api/device/edge/weighings";
    static final String LIVE = "/api/device/edge/live";
    static final String GOODS = "/api/device/edge/goods";

    /** Below the device API's bound of 256 KiB. */
    static final int MOST_BATCH_BYTES = 200_000;

    static final int MOST_BATCH = 100;

    /** Goods in one answer, and results in one question: below 256 KiB with the longest words. */
    static final int MOST_GOODS = 200;

    /** Scales in one question that have said they keep goods. */
    static final int MOST_READY = 200;

    private EdgeMessages() {}

    /** The configuration of an edge. */
    record Scales(List<HungScale> scales) {}

    /** One answer a line of the request, in order; null: not known to be stored, tell it again. */
    record Acks(List<@Nullable SaleAck> acks) {}

    /**
     * What an edge tells of now; nothing of it is told twice.
     *
     * @param heard of the scales that somebody listens to; null from an edge that cannot listen
     * @param waiting sales that are still to be forwarded
     * @param refused sales that the centre has refused
     * @param damaged places in the buffer that cannot be read
     */
    record News(
            List<Display> displays,
            List<LinkNews> links,
            @Nullable List<Overheard> heard,
            long waiting,
            int refused,
            int damaged,
            boolean full) {
        News {
            displays = List.copyOf(displays);
            links = List.copyOf(links);
            heard = heard == null ? null : List.copyOf(heard);
        }
    }

    /**
     * What a scale shows.
     *
     * @param grams null when there is no weight
     * @param net as the scale says; null where it does not
     * @param stable as the edge judges it, from every frame
     * @param state a state's name where there is no weight; null when the link has ended
     * @param unitPriceFenPerKg what a price-computing scale shows beside this weight, with the amount; null where it shows
     *     none
     */
    record Display(
            String serial,
            @Nullable Long grams,
            boolean stable,
            @Nullable Boolean net,
            @Nullable String state,
            @Nullable Long unitPriceFenPerKg,
            @Nullable Long amountFen) {
        Display(String serial, @Nullable Long grams, boolean stable, @Nullable Boolean net, @Nullable String state) {
            this(serial, grams, stable, net, state, null, null);
        }

        /** The same weight, on its way: neither at rest nor priced. */
        Display moving() {
            return new Display(serial, grams, false, net, state);
        }
    }

    /**
     * How the link of a scale is doing; bytes since it was last told.
     *
     * @param counts since the edge started; null from an edge that does not tell them
     */
    record LinkNews(
            String serial,
            boolean up,
            String detail,
            long bytes,
            @Nullable LinkCounts counts) {
        LinkNews {
            Objects.requireNonNull(detail);
        }
    }

    /** The bytes on the line of a scale that somebody listens to, and what they were taken for. */
    record Overheard(String serial, Heard heard) {
        Overheard {
            Objects.requireNonNull(heard);
        }
    }

    /**
     * What the centre asks of an edge in answer to its news.
     *
     * @param listen scales whose raw lines are wanted; others are not told, or no more
     * @param watch serials of scales whose counts somebody looks at: told every two seconds instead of every 25
     * @param offerAgain what the centre has refused is to be offered once more
     */
    record Wishes(List<Listen> listen, List<String> watch, boolean offerAgain) {
        static final Wishes NONE = new Wishes(List.of(), List.of(), false);

        Wishes {
            listen = List.copyOf(listen);
            watch = List.copyOf(watch);
        }
    }

    /** @param seconds for which it is listened yet, should the centre not be heard again */
    record Listen(String serial, int seconds) {}

    /**
     * What an edge asks and tells of goods.
     *
     * @param after the id of the last goods that it has heard of; empty: from the first
     * @param all the goods of all its scales are to be looked at anew
     * @param most goods in the answer
     * @param ready serials of scales that have said they keep goods
     * @param results what came of goods; told twice it is booked once
     */
    record GoodsCall(String after, boolean all, int most, List<String> ready, List<GoodsResult> results) {
        GoodsCall {
            Objects.requireNonNull(after);
            ready = List.copyOf(ready);
            results = List.copyOf(results);
        }
    }

    /** Goods that wait, in the order of their ids; fewer than asked for: these were the last. */
    record GoodsPage(List<WantedGoods> goods) {
        static final GoodsPage NONE = new GoodsPage(List.of());

        GoodsPage {
            goods = List.copyOf(goods);
        }
    }
}
