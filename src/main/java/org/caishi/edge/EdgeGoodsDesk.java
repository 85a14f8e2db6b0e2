/** Books what an edge tells of goods, and says which its scales are to hold. */
package org.caishi.edge;

import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.edge.EdgeMessages.GoodsCall;
import org.caishi.edge.EdgeMessages.GoodsPage;
import org.caishi.scale.push.FarGoods;
import org.caishi.scale.push.GoodsResult;
import org.springframework.stereotype.Component;

@Component
class EdgeGoodsDesk {
    private final FarGoods goods;

    EdgeGoodsDesk(FarGoods goods) {
        this.goods = goods;
    }

    /** @param scales the edge's, by serial; what it tells of others is not heard */
    GoodsPage take(Map<String, Device> scales, GoodsCall call) {
        for (GoodsResult result : bounded(call.results(), EdgeMessages.MOST_GOODS)) {
            Device scale = scales.get(result.serial());
            if (scale != null) {
                goods.told(scale, result);
            }
        }
        if (call.all()) {
            goods.lookAgain(scales.values());
        }
        for (String serial : bounded(call.ready(), EdgeMessages.MOST_READY)) {
            Device scale = scales.get(serial);
            if (scale != null) {
                goods.ready(scale);
            }
        }
        return new GoodsPage(
                goods.wanted(scales.values(), call.after(), Math.clamp(call.most(), 0, EdgeMessages.MOST_GOODS)));
    }

    /** What goes beyond it would be told again by an edge that keeps to the bound. */
    private static <T> List<T> bounded(List<T> told, int most) {
        return told.subList(0, Math.min(told.size(), most));
    }
}
