/** The rows of a market that its past refers to: plates, scales and goods of each stall. */
package org.caishi.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.market.PlateHolder;
import org.caishi.market.Plates;

record HistoryFloor(Map<String, Place> places) {
    /**
     * A stall as it stands.
     *
     * @param scaleId 0 where there is none
     * @param goodIds by PLU
     */
    record Place(PlateHolder holder, long scaleId, Map<Integer, Long> goodIds) {}

    static HistoryFloor of(long marketId, Plates plates, Devices devices, Goods goods) {
        Map<Long, Long> scales = new HashMap<>();
        for (Device device : devices.of(marketId)) {
            if (device.kind() == DeviceKind.SCALE && device.stallId() != null) {
                scales.put(device.stallId(), device.deviceId());
            }
        }
        Map<String, Place> places = new HashMap<>();
        for (PlateHolder holder : plates.of(marketId)) {
            List<Good> list = goods.of(marketId, holder.vendor().vendorId());
            places.put(
                    holder.stall().stallNo(),
                    new Place(
                            holder,
                            scales.getOrDefault(holder.stall().stallId(), 0L),
                            list.stream().collect(Collectors.toMap(Good::plu, Good::goodId))));
        }
        return new HistoryFloor(Map.copyOf(places));
    }

    Place of(DemoStall stall) {
        return Objects.requireNonNull(places.get(stall.stallNo()), stall.stallNo());
    }
}
