/** The registry: every scale and speaker, its key, and when it was last heard. */
package org.caishi.device;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.caishi.device.DeviceRows.DeviceRow;
import org.caishi.device.DeviceRows.KeyedRow;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.ShortMemory;
import org.caishi.platform.Transactions;
import org.caishi.platform.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** What is asked for every frame or payment is remembered for ten seconds, so another node's change is seen by then. */
@Component
public class Devices implements LinkedDevices {
    static final String KEY = "device_device.key";
    private static final int KEY_BYTES = 32;

    private final DeviceRows rows;
    private final Sightings sightings;
    private final Vault vault;
    private final Ids ids;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Supplier<List<Long>> markets;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ShortMemory<String, Optional<Registered>> bySerial;
    private final ShortMemory<StallKey, List<Device>> byStall;
    private final ShortMemory<DeviceKey, List<Device>> byEdge;

    @Autowired
    Devices(
            DeviceRows rows,
            Sightings sightings,
            Vault vault,
            Ids ids,
            Transactions transactions,
            ApplicationEventPublisher events,
            Markets markets,
            InstantSource clock) {
        this(
                rows,
                sightings,
                vault,
                ids,
                transactions,
                events,
                clock,
                () -> markets.all().stream().map(Market::marketId).toList());
    }

    Devices(
            DeviceRows rows,
            Sightings sightings,
            Vault vault,
            Ids ids,
            Transactions transactions,
            ApplicationEventPublisher events,
            InstantSource clock,
            Supplier<List<Long>> markets) {
        this.rows = rows;
        this.sightings = sightings;
        this.vault = vault;
        this.ids = ids;
        this.transactions = transactions;
        this.events = events;
        this.markets = markets;
        this.clock = clock;
        this.bySerial = new ShortMemory<>(clock);
        this.byStall = new ShortMemory<>(clock);
        this.byEdge = new ShortMemory<>(clock);
    }

    /** The device in use with this serial; anything that cannot be a serial is nobody's. */
    @Override
    public Optional<Device> bySerial(String serial) {
        return registered(serial).map(Registered::device);
    }

    private Optional<Registered> registered(String serial) {
        return NewDevice.isSerial(serial) ? bySerial.get(serial, this::find) : Optional.empty();
    }

    private Optional<Registered> find(String serial) {
        return rows.bySerial(serial).map(Registered::of);
    }

    /** The keys that are good for a device in use; none when it has been retired, even if its serial lives on. */
    Optional<SealedKeys> keys(Device device) {
        return registered(device.serial())
                .filter(known -> known.device.deviceId() == device.deviceId())
                .map(Registered::keys);
    }

    /**
     * One device of a market.
     *
     * @throws NotFound when the market has no such device in use
     */
    public Device byId(long marketId, long deviceId) {
        return rows.byId(marketId, deviceId)
                .map(DeviceRow::device)
                .orElseThrow(() -> new NotFound("device " + deviceId));
    }

    /** A stall's devices of one kind, the oldest first. */
    public List<Device> ofStall(long marketId, long stallId, DeviceKind kind) {
        return byStall
                .get(
                        new StallKey(marketId, stallId),
                        stall -> rows.ofStall(stall.marketId, stall.stallId).stream()
                                .map(DeviceRow::device)
                                .toList())
                .stream()
                .filter(device -> device.kind() == kind)
                .toList();
    }

    /** All devices of a market in use. */
    @Override
    public List<Device> of(long marketId) {
        return rows.of(marketId).stream().map(DeviceRow::device).toList();
    }

    /**
     * The devices of all open markets for which this node opens a port, dials a number or knows an address; not those that
     * hang on an edge, which does it for them.
     */
    @Override
    public List<Device> linked() {
        return markets.get().stream()
                .flatMap(marketId -> rows.linked(marketId).stream())
                .map(DeviceRow::device)
                .toList();
    }

    /** The scales that an edge reads; they are of its own market. */
    public List<Device> onEdge(Device edge) {
        return byEdge.get(
                new DeviceKey(edge.marketId(), edge.deviceId()),
                key -> rows.onEdge(key.marketId, key.deviceId).stream()
                        .map(DeviceRow::device)
                        .toList());
    }

    /** The edge that reads a scale; empty where the product does it itself. */
    public Optional<Device> edgeOf(Device scale) {
        return rows.edgeOf(scale.marketId(), scale.deviceId())
                .flatMap(edge -> rows.byId(scale.marketId(), edge))
                .map(DeviceRow::device);
    }

    /**
     * Hangs a scale on an edge, which from then on keeps its link.
     *
     * @throws BadInput when one is no scale or the other no edge of the same market
     */
    public void hang(Device scale, Device edge) {
        if (scale.kind() != DeviceKind.SCALE || edge.kind() != DeviceKind.EDGE || scale.marketId() != edge.marketId()) {
            throw new BadInput("device.edge.other", scale.serial(), edge.serial());
        }
        setEdge(scale, edge.deviceId());
    }

    /** Takes a scale off its edge: the product keeps its link again. */
    public void unhang(Device scale) {
        setEdge(scale, null);
    }

    private void setEdge(Device scale, @Nullable Long edgeId) {
        transactions.run(() -> {
            Optional<Long> former = rows.edgeOf(scale.marketId(), scale.deviceId());
            if (rows.setEdge(scale.marketId(), scale.deviceId(), edgeId) == 0) {
                throw new NotFound("device " + scale.deviceId());
            }
            Stream.concat(former.stream(), Stream.ofNullable(edgeId))
                    .forEach(edge -> byEdge.forgetWithTransaction(new DeviceKey(scale.marketId(), edge)));
            changed(scale);
        });
    }

    /** When the devices of a market were last heard, and what they said of themselves. */
    public List<DeviceHealth> health(long marketId) {
        return rows.health(marketId);
    }

    /**
     * Enters a device; its key, if none is given, is 32 random bytes written as 64 hex digits.
     *
     * @throws BadInput when the serial is in use
     */
    public Device register(NewDevice device) {
        DeviceRow row = DeviceRow.of(ids.next(device.marketId()), device);
        String key = device.key() == null ? newKey() : device.key();
        try {
            transactions.run(() -> {
                rows.enter(row);
                rows.add(row, vault.seal(key, KEY), clock.instant());
                changed(row.device());
            });
        } catch (DuplicateKeyException taken) {
            throw new BadInput("device.serial.taken", device.serial());
        }
        return row.device();
    }

    /** Changes a device in use; its serial, its kind and its key stay. */
    public Device change(Device device, DeviceChange change) {
        Device changed = new Device(
                device.marketId(),
                device.deviceId(),
                device.serial(),
                device.kind(),
                change.maker(),
                change.model(),
                change.protocol(),
                change.link(),
                change.address(),
                change.settings(),
                change.stallId(),
                device.verifiedUntil());
        String settings = DeviceSettings.text(change.settings());
        if (settings.length() > DeviceSettings.MAX_CHARS) {
            throw new BadInput("device.settings.long", DeviceSettings.MAX_CHARS);
        }
        transactions.run(() -> {
            if (rows.change(device.marketId(), device.deviceId(), change, settings) == 0) {
                throw new NotFound("device " + device.deviceId());
            }
            forgetOnEdge(device);
            changed(device);
            changed(changed);
        });
        return changed;
    }

    /** Takes a device out of use; its serial may be registered again, with another key. */
    public void retire(Device device) {
        transactions.run(() -> {
            if (rows.retire(device.marketId(), device.deviceId()) == 0) {
                throw new NotFound("device " + device.deviceId());
            }
            rows.leave(device.serial(), device.marketId(), device.deviceId());
            forgetOnEdge(device);
            changed(device);
        });
    }

    /**
     * Hangs a device on a stall, or on none.
     *
     * @param stallId of the device's market
     * @throws NotFound when the device is not in use any more
     */
    public Device bind(Device device, @Nullable Long stallId) {
        transactions.run(() -> {
            if (rows.bind(device.marketId(), device.deviceId(), stallId) == 0) {
                throw new NotFound("device " + device.deviceId());
            }
            if (stallId != null) {
                byStall.forgetWithTransaction(new StallKey(device.marketId(), stallId));
            }
            forgetOnEdge(device);
            changed(device);
        });
        return byId(device.marketId(), device.deviceId());
    }

    /** The bytes that sign the device's messages: those of the key's text as the registry shows it. */
    @Override
    public byte[] key(Device device) {
        return keys(device).map(keys -> open(keys.own())).orElseGet(() -> keyNow(device));
    }

    /** As its row has it at this moment, whatever was read before. */
    byte[] keyNow(Device device) {
        return rows.keySealed(device.marketId(), device.deviceId())
                .map(this::open)
                .orElseThrow(() -> new NotFound("device " + device.deviceId()));
    }

    private byte[] open(String sealed) {
        return vault.open(HexFormat.of().parseHex(sealed), KEY);
    }

    /** Notes that the device was heard; written at most once a minute, with others'. */
    @Override
    public void seen(Device device, Instant at) {
        sightings.note(device, at, DeviceReport.NOTHING);
    }

    /** Notes that the device has just proved its key, which is a sign of life even of one that says nothing. */
    public void proved(Device device) {
        seen(device, clock.instant());
    }

    /** Notes what the device said of itself. */
    public void reported(Device device, DeviceReport report, Instant at) {
        sightings.note(device, at, report);
    }

    void forgetKeys(Device device) {
        bySerial.forgetWithTransaction(device.serial());
    }

    private void forgetOnEdge(Device device) {
        rows.edgeOf(device.marketId(), device.deviceId())
                .ifPresent(edge -> byEdge.forgetWithTransaction(new DeviceKey(device.marketId(), edge)));
    }

    private void changed(Device device) {
        bySerial.forgetWithTransaction(device.serial());
        if (device.stallId() != null) {
            byStall.forgetWithTransaction(new StallKey(device.marketId(), device.stallId()));
        }
        events.publishEvent(new DeviceRegistered(device.marketId(), device.serial()));
    }

    private String newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** The text of a key, for the one time it is shown. */
    public String keyText(Device device) {
        return new String(key(device), StandardCharsets.UTF_8);
    }

    private record StallKey(long marketId, long stallId) {}

    private record DeviceKey(long marketId, long deviceId) {}

    private record Registered(Device device, SealedKeys keys) {
        static Registered of(KeyedRow row) {
            return new Registered(row.row().device(), row.keys());
        }
    }
}
