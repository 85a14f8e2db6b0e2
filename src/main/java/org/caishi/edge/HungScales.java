/** The scales that the centre has hung on this edge; the last good list stays on disk, so it starts while the line is down. */
package org.caishi.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkedDevices;
import org.caishi.edge.EdgeMessages.Scales;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class HungScales implements LinkedDevices {
    private static final Logger LOG = LoggerFactory.getLogger(HungScales.class);

    /** More than one PC has ports for, and than the largest market has stalls. */
    private static final int MOST = 2_000;

    private final ScaleKeys keys;
    private final Path file;
    private volatile Known known = new Known(Map.of(), Map.of());

    HungScales(Path folder, ScaleKeys keys) {
        this.file = folder.resolve("scales.json");
        this.keys = keys;
    }

    /** The list of the last run; none when there is none that can be read. */
    void load() throws IOException {
        if (Files.exists(file) && !take(Files.readAllBytes(file))) {
            LOG.warn("{} cannot be read; the scales are known when the centre has answered", file);
        }
    }

    /** Takes over a list from the centre and keeps it; one that cannot be read changes nothing. */
    boolean takeAndKeep(byte[] json) throws IOException {
        boolean taken = take(json);
        if (taken) {
            Disk.replace(file, json);
        }
        return taken;
    }

    private boolean take(byte[] json) {
        try {
            List<HungScale> scales =
                    JsonMapper.shared().readValue(json, Scales.class).scales();
            if (scales.size() > MOST) {
                LOG.error("the centre hangs {} scales on this edge, it can keep {}", scales.size(), MOST);
                return false;
            }
            Map<String, Device> devices = new TreeMap<>();
            Map<String, byte[]> open = new HashMap<>();
            for (HungScale scale : scales) {
                open.put(scale.serial(), keys.open(scale.serial(), scale.key()));
                devices.put(scale.serial(), scale.device());
            }
            known = new Known(devices, open);
            LOG.info("{} scales hang on this edge: {}", devices.size(), String.join(" ", devices.keySet()));
            return true;
        } catch (JacksonException | IllegalArgumentException | NullPointerException unreadable) {
            LOG.warn("a list of scales cannot be read: {}", unreadable.toString());
            return false;
        }
    }

    List<Device> all() {
        return List.copyOf(known.devices.values());
    }

    @Override
    public Optional<Device> bySerial(String serial) {
        return Optional.ofNullable(known.devices.get(serial));
    }

    @Override
    public List<Device> of(long marketId) {
        return marketId == HungScale.NO_MARKET ? all() : List.of();
    }

    @Override
    public List<Device> linked() {
        return known.devices.values().stream()
                .filter(device -> !device.address().isEmpty())
                .filter(device -> canBeReached(device.link()))
                .toList();
    }

    @Override
    public byte[] key(Device device) {
        byte[] key = known.keys.get(device.serial());
        if (key == null) {
            throw new IllegalStateException(device.serial() + " hangs here no longer");
        }
        return key.clone();
    }

    /** The centre hears of it with the news. */
    @Override
    public void seen(Device device, Instant at) {}

    /** Whether a scale of this kind of link can hang on an edge at all. */
    static boolean canBeReached(LinkKind link) {
        return switch (link) {
            case SERIAL, TCP_IN, TCP_OUT -> true;
            case MQTT, HTTP -> false;
        };
    }

    private record Known(Map<String, Device> devices, Map<String, byte[]> keys) {}
}
