/** The messages between an edge and the centre; firmware-protocols/caishi-device/protocol.md describes them. */
package org.caishi.edge;

import java.util.List;
import java.util.Objects;
import org.caishi.scale.SaleAck;
import org.jspecify.annotations.Nullable;

final class EdgeMessages {
    static final String SCALES = "/api/device/edge/scales";
    static final String WEIGHINGS = "/api/device/edge/weighings";
    static final String LIVE = "/api/device/edge/live";

    /** Below the device API's bound of 256 KiB. */
    static final int MOST_BATCH_BYTES = 200_000;

    static final int MOST_BATCH = 100;

    private EdgeMessages() {}

    /** The configuration of an edge. */
    record Scales(List<HungScale> scales) {}

    /** One answer a line of the request, in order; null: not known to be stored, tell it again. */
    record Acks(List<@Nullable SaleAck> acks) {}

    /**
     * What an edge tells of now; nothing of it is told twice.
     *
     * @param waiting sales that are still to be forwarded
     * @param refused sales that the centre has refused
     * @param damaged places in the buffer that cannot be read
     */
    record News(List<Display> displays, List<LinkNews> links, long waiting, int refused, int damaged, boolean full) {
        News {
            displays = List.copyOf(displays);
            links = List.copyOf(links);
        }
    }

    /**
     * What a scale shows.
     *
     * @param grams null when there is no weight
     * @param net as the scale says; null where it does not
     * @param stable as the edge judges it, from every frame
     * @param state a state's name where there is no weight; null when the link has ended
     */
    record Display(
            String serial,
            @Nullable Long grams,
            boolean stable,
            @Nullable Boolean net,
            @Nullable String state) {}

    /** How the link of a scale is doing; bytes since it was last told. */
    record LinkNews(String serial, boolean up, String detail, long bytes) {
        LinkNews {
            Objects.requireNonNull(detail);
        }
    }
}
