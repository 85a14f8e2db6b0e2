/** A market with an edge for one test: registers it, hangs scales on it, and reads what the centre has booked. */
package org.caishi.edge;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caishi.device.Device;
import org.caishi.device.DeviceChange;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.springframework.jdbc.core.JdbcTemplate;

record EdgeFloor(Devices devices, JdbcTemplate jdbc, Market market, Device edge) {
    static final Duration POLL = Duration.ofMillis(200);
    static final URI PRODUCT = URI.create("http://127.0.0.1:" + System.getProperty("CAISHI_PORT"));

    static EdgeFloor open(Devices devices, JdbcTemplate jdbc, Market market) {
        return new EdgeFloor(
                devices,
                jdbc,
                market,
                register(devices, market, null, DeviceKind.EDGE, "caishi-edge", LinkKind.HTTP, "", Map.of()));
    }

    /** Its address is entered when it hangs, or the product would dial it first. */
    Device scale(Stall stall, String protocol, LinkKind link, String address, Map<String, String> settings) {
        Device scale = register(devices, market, stall, DeviceKind.SCALE, protocol, link, "", settings);
        devices.hang(scale, edge);
        return devices.change(
                scale,
                new DeviceChange(
                        scale.maker(), scale.model(), protocol, link, address, scale.settings(), scale.stallId()));
    }

    /** One that dials in and says who it is. */
    Device smartScale(Stall stall) {
        return scale(stall, "caishi-json", LinkKind.TCP_IN, "", Map.of());
    }

    EdgeScale at(EdgeBox box, Device scale) {
        return new EdgeScale(scale, devices.key(scale), box.scalePort());
    }

    /** An edge of this product, with room for its sales, on a folder of its own. */
    EdgeBox start(Path data) throws IOException {
        return EdgeBox.start(settings(PRODUCT, data, 1024 * 1024), Clock.systemUTC(), POLL);
    }

    EdgeSettings settings(URI centre, Path data, long bufferBytes) {
        return new EdgeSettings(centre, edge.serial(), devices.key(edge), data, 0, 0, bufferBytes, 0);
    }

    String keyText() {
        return new String(devices.key(edge), StandardCharsets.US_ASCII);
    }

    /** The numbers of a scale's sales in the order in which they were booked. */
    List<Long> booked(Device scale) {
        return jdbc.queryForList(
                "select device_seq from scale_weighing where market_id = ? and device_id = ? order by weighing_id",
                Long.class,
                scale.marketId(),
                scale.deviceId());
    }

    static Device register(
            Devices devices,
            Market market,
            @org.jspecify.annotations.Nullable Stall stall,
            DeviceKind kind,
            String protocol,
            LinkKind link,
            String address,
            Map<String, String> settings) {
        String serial =
                kind.name().charAt(0) + "-" + UUID.randomUUID().toString().substring(0, 13);
        return devices.register(new NewDevice(
                market.marketId(),
                serial,
                kind,
                "maker",
                "model",
                protocol,
                link,
                address,
                settings,
                stall == null ? null : stall.stallId(),
                null,
                null));
    }
}
