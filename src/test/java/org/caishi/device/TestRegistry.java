/** A registry in memory, for tests of links and signatures that need no database. */
package org.caishi.device;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.platform.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

public final class TestRegistry implements InstantSource {
    public static final long MARKET = 7;
    public static final String KEY = "0123456789abcdef0123456789abcdef";

    public final Rows rows = new Rows();
    public final UsedNonces nonces = new UsedNonces();
    public final Devices devices;
    public final KeyChanges keys;
    public final DeviceSignature signatures;
    final List<Object> events = new ArrayList<>();
    final Sightings sightings;
    private Duration later = Duration.ZERO;

    public TestRegistry() {
        Transactions transactions = new Transactions(new NoDatabase());
        Vault vault = new Vault("00".repeat(32), Path.of("unused"));
        sightings = new Sightings(rows, transactions);
        devices = new Devices(
                rows,
                sightings,
                vault,
                new Ids(Clock.systemUTC(), 0),
                transactions,
                events::add,
                this,
                () -> List.of(MARKET));
        keys = new KeyChanges(devices, new Changes(rows), vault, transactions, this);
        signatures = new DeviceSignature(keys, nonces, this);
    }

    /** The real time, for sockets are real too, plus what {@link #pass} added. */
    @Override
    public synchronized Instant instant() {
        return Clock.systemUTC().instant().plus(later);
    }

    public synchronized void pass(Duration time) {
        later = later.plus(time);
    }

    public Device scale(String serial, String protocol, LinkKind link, String address, Map<String, String> settings) {
        return register(serial, DeviceKind.SCALE, protocol, link, address, settings);
    }

    public Device register(
            String serial,
            DeviceKind kind,
            String protocol,
            LinkKind link,
            String address,
            Map<String, String> settings) {
        return devices.register(new NewDevice(
                MARKET, serial, kind, "maker", "model", protocol, link, address, settings, 11L, null, KEY));
    }

    /** The first line of a device that dials in, its end included. */
    public String line(Device device, String nonce) {
        return line(device, nonce, Long.toString(instant().getEpochSecond()), KEY);
    }

    public String line(Device device, String nonce, String timestamp, String key) {
        String signature = DeviceSignature.of(
                key.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                String.join("\n", device.serial(), device.protocol(), timestamp, nonce));
        return String.join(" ", "CAISHI", device.serial(), device.protocol(), timestamp, nonce, signature) + "\n";
    }

    public int eventsPublished() {
        return events.size();
    }

    public static final class UsedNonces implements Nonces {
        private final Set<String> used = new HashSet<>();

        @Override
        public synchronized void use(String serial, String nonce, Instant at) {
            if (!used.add(serial + " " + nonce)) {
                throw new DuplicateKeyException(nonce);
            }
        }

        @Override
        public int forget(Instant before, int most) {
            return 0;
        }

        public synchronized int count() {
            return used.size();
        }
    }

    /** Like the tables, and counts how often it is asked. */
    public static final class Rows implements DeviceRows, SightingRows {
        private final Map<String, DeviceRow> bySerial = new HashMap<>();
        private final Map<Long, byte[]> keys = new HashMap<>();
        private final Map<Long, KeyChangeRows.Row> changes = new ConcurrentHashMap<>();
        public final List<String> seen = new ArrayList<>();
        public int asked;

        @Override
        public synchronized void enter(DeviceRow device) {
            if (bySerial.putIfAbsent(device.serial(), device) != null) {
                throw new DuplicateKeyException(device.serial());
            }
        }

        @Override
        public synchronized void add(DeviceRow device, byte[] keySealed, Instant at) {
            keys.put(device.deviceId(), keySealed);
        }

        @Override
        public synchronized Optional<KeyedRow> bySerial(String serial) {
            asked++;
            return Optional.ofNullable(bySerial.get(serial)).map(this::keyed);
        }

        private KeyedRow keyed(DeviceRow row) {
            KeyChangeRows.Row change = changes.get(row.deviceId());
            return new KeyedRow(
                    row,
                    HexFormat.of().formatHex(keys.get(row.deviceId())),
                    change == null ? null : change.otherSealed(),
                    change == null ? null : change.state(),
                    change == null ? null : change.untilAt());
        }

        @Override
        public synchronized Optional<DeviceRow> byId(long marketId, long deviceId) {
            return all(marketId).stream()
                    .filter(row -> row.deviceId() == deviceId)
                    .findFirst();
        }

        @Override
        public synchronized List<DeviceRow> ofStall(long marketId, long stallId) {
            asked++;
            return all(marketId).stream()
                    .filter(row -> row.stallId() != null && row.stallId() == stallId)
                    .toList();
        }

        @Override
        public synchronized List<DeviceRow> of(long marketId) {
            return all(marketId);
        }

        @Override
        public synchronized List<DeviceRow> linked(long marketId) {
            return all(marketId).stream()
                    .filter(row -> !row.address().isEmpty())
                    .toList();
        }

        @Override
        public List<DeviceRow> onEdge(long marketId, long edgeId) {
            return List.of();
        }

        @Override
        public Optional<Long> edgeOf(long marketId, long deviceId) {
            return Optional.empty();
        }

        @Override
        public int setEdge(long marketId, long deviceId, @org.jspecify.annotations.Nullable Long edgeId) {
            return 0;
        }

        @Override
        public synchronized Optional<String> keySealed(long marketId, long deviceId) {
            return Optional.ofNullable(keys.get(deviceId)).map(HexFormat.of()::formatHex);
        }

        synchronized void put(long deviceId, byte[] keySealed) {
            keys.put(deviceId, keySealed);
        }

        @Override
        public synchronized int change(long marketId, long deviceId, DeviceChange change, String settings) {
            return all(marketId).stream()
                    .filter(row -> row.deviceId() == deviceId)
                    .map(row -> new DeviceRow(
                            marketId,
                            deviceId,
                            row.serial(),
                            row.kind(),
                            change.maker(),
                            change.model(),
                            change.protocol(),
                            change.link(),
                            change.address(),
                            settings,
                            change.stallId(),
                            row.verifiedUntil()))
                    .mapToInt(row -> bySerial.put(row.serial(), row) == null ? 0 : 1)
                    .sum();
        }

        @Override
        public synchronized int retire(long marketId, long deviceId) {
            return bySerial.values().removeIf(row -> row.deviceId() == deviceId) ? 1 : 0;
        }

        @Override
        public int bind(long marketId, long deviceId, @Nullable Long stallId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int leave(String serial, long marketId, long deviceId) {
            return 1;
        }

        @Override
        public List<DeviceHealth> health(long marketId) {
            return List.of();
        }

        @Override
        public synchronized void seen(long marketId, long deviceId, Instant at, DeviceReport report) {
            seen.add(deviceId + " " + report.battery());
        }

        @Override
        public List<BatchResult> flush() {
            return List.of();
        }

        private List<DeviceRow> all(long marketId) {
            return bySerial.values().stream()
                    .filter(row -> row.marketId() == marketId)
                    .toList();
        }
    }

    /** Like the table; the device's own key is in its row. */
    private static final class Changes implements KeyChangeRows {
        private final Map<Long, Row> changes;
        private final Rows devices;

        Changes(Rows devices) {
            this.devices = devices;
            this.changes = devices.changes;
        }

        @Override
        public synchronized void offer(long marketId, long deviceId, byte[] sealed, Instant at, Instant until) {
            changes.put(deviceId, new Row(hex(sealed), KeyChanges.State.OFFERED, at, until));
        }

        @Override
        public synchronized Optional<Row> find(long marketId, long deviceId) {
            return Optional.ofNullable(changes.get(deviceId));
        }

        @Override
        public Optional<Row> lock(long marketId, long deviceId) {
            return find(marketId, deviceId);
        }

        @Override
        public int put(long marketId, long deviceId, byte[] sealed) {
            devices.put(deviceId, sealed);
            return 1;
        }

        @Override
        public synchronized int taken(long marketId, long deviceId, byte[] former, Instant until) {
            changes.computeIfPresent(
                    deviceId, (id, row) -> new Row(hex(former), KeyChanges.State.TAKEN, row.offeredAt(), until));
            return 1;
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    private static final class NoDatabase extends AbstractPlatformTransactionManager {
        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
