/** The demonstration's plates and devices for programs: the simulated wallets and scales begin here. */
package org.caishi.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.identity.Anyone;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.market.PlateSheets;
import org.caishi.market.Plates;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Anyone
@OnlyInDemo
@RestController
class DemoLists {
    private final Demonstration demonstration;
    private final Plates plates;
    private final PlateSheets sheets;
    private final Stalls stalls;
    private final Devices devices;

    DemoLists(Demonstration demonstration, Plates plates, PlateSheets sheets, Stalls stalls, Devices devices) {
        this.demonstration = demonstration;
        this.plates = plates;
        this.sheets = sheets;
        this.stalls = stalls;
        this.devices = devices;
    }

    @GetMapping("/demo/plates.json")
    List<ListedPlate> plates() {
        return demonstration.markets().stream()
                .flatMap(market -> plates.of(market.marketId()).stream())
                .map(this::listed)
                .toList();
    }

    @GetMapping("/demo/devices.json")
    List<ListedDevice> devices() {
        return demonstration.markets().stream()
                .flatMap(market -> devicesOf(market).stream())
                .toList();
    }

    private ListedPlate listed(PlateHolder holder) {
        return new ListedPlate(
                holder.market().code(),
                holder.stall().stallNo(),
                holder.vendor().tradeName(),
                holder.plate().token(),
                sheets.addressOf(holder.plate()));
    }

    private List<ListedDevice> devicesOf(Market market) {
        Map<Long, String> numbers =
                stalls.of(market.marketId()).stream().collect(Collectors.toMap(Stall::stallId, Stall::stallNo));
        return devices.of(market.marketId()).stream()
                .map(device -> listed(market, device, numbers))
                .toList();
    }

    private ListedDevice listed(Market market, Device device, Map<Long, String> numbers) {
        Long stallId = device.stallId();
        return new ListedDevice(
                market.code(),
                device.serial(),
                device.kind().name(),
                device.protocol(),
                device.link().name(),
                stallId == null ? "" : numbers.getOrDefault(stallId, ""),
                devices.keyText(device));
    }

    /** A plate as the contract has it. */
    record ListedPlate(String market, String stall, String vendor, String token, String url) {}

    /**
     * A device with its key, which only the demonstration tells.
     *
     * @param key 64 hex digits; the bytes of this text sign the device's messages
     */
    record ListedDevice(
            String market, String serial, String kind, String protocol, String link, String stall, String key) {}
}
