/** Books the sales that an edge forwards, through the same desk as those of scales on the product's own wires. */
package org.caishi.edge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caishi.device.Device;
import org.caishi.scale.SaleAck;
import org.caishi.scale.SaleMessage;
import org.caishi.scale.SaleTaker;
import org.caishi.scale.ScaleSignal.Sale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class EdgeSalesDesk {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeSalesDesk.class);

    private final SaleTaker sales;

    EdgeSalesDesk(SaleTaker sales) {
        this.sales = sales;
    }

    /**
     * Takes them one by one. After a sale that could not be stored, later ones of the same scale wait for it; other scales
     * go on.
     *
     * @param scales the edge's, by serial
     */
    List<@Nullable SaleAck> take(Map<String, Device> scales, List<byte[]> messages) {
        List<@Nullable SaleAck> acks = new ArrayList<>(messages.size());
        Set<String> waiting = new HashSet<>();
        for (byte[] message : messages) {
            acks.add(
                    switch (SaleMessage.parse(message)) {
                        case SaleMessage.Accepted(Sale sale) -> take(scales, sale, waiting);
                        case SaleMessage.Refused(var reason, String words, Long sequence) ->
                            SaleAck.refused("", sequence, reason.word(), words);
                    });
        }
        return acks;
    }

    private @Nullable SaleAck take(Map<String, Device> scales, Sale sale, Set<String> waiting) {
        Device scale = scales.get(sale.serial());
        if (scale == null) {
            return SaleAck.refused(
                    sale.serial(), sale.sequence(), "edge", sale.serial() + " does not hang on this edge");
        }
        if (waiting.contains(sale.serial())) {
            return null;
        }
        try {
            return sales.take(scale, sale);
        } catch (RuntimeException notStored) {
            LOG.warn(
                    "sale {} of scale {} is not stored yet, its edge will tell it again: {}",
                    sale.sequence(),
                    sale.serial(),
                    notStored.toString());
            waiting.add(sale.serial());
            return null;
        }
    }
}
