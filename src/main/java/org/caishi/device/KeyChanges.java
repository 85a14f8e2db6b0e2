/** Gives devices other keys without a moment in which neither side knows which one is good. */
package org.caishi.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.caishi.device.KeyChangeRows.Row;
import org.caishi.device.SealedKeys.Other;
import org.caishi.platform.Transactions;
import org.caishi.platform.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * An offered key is good beside the present one. The first message that it proves makes it the device's key, and the
 * former one is good for a little longer, for what is on its way. A device that never uses the new key keeps the old.
 */
@Component
public class KeyChanges implements GoodKeys {
    public static final Duration OFFER = Duration.ofMinutes(10);
    public static final Duration FORMER = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(KeyChanges.class);
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Devices devices;
    private final KeyChangeRows rows;
    private final Vault vault;
    private final Transactions transactions;
    private final InstantSource clock;
    private final ProvedSignatures proved = new ProvedSignatures();

    KeyChanges(Devices devices, KeyChangeRows rows, Vault vault, Transactions transactions, InstantSource clock) {
        this.devices = devices;
        this.rows = rows;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
    }

    public enum State {
        OFFERED,
        TAKEN
    }

    /** How far a device's last change of key has come, and until when its other key is good. */
    public record Change(State state, Instant offeredAt, Instant untilAt) {}

    /** Makes the next key; its text is to be told to the device, and to nobody else. */
    public String offer(Device device) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = HexFormat.of().formatHex(bytes);
        Instant now = clock.instant();
        transactions.run(() -> {
            rows.offer(device.marketId(), device.deviceId(), vault.seal(key, Devices.KEY), now, now.plus(OFFER));
            devices.forgetKeys(device);
        });
        return key;
    }

    /** The text of the key that is on offer now, for a device that is told it when it asks. */
    public Optional<String> offered(Device device) {
        return rows.find(device.marketId(), device.deviceId())
                .filter(row -> row.state() == State.OFFERED)
                .filter(row -> clock.instant().isBefore(row.untilAt()))
                .map(row -> new String(open(row.otherSealed()), StandardCharsets.UTF_8));
    }

    public Optional<Change> of(Device device) {
        return rows.find(device.marketId(), device.deviceId())
                .map(row -> new Change(row.state(), row.offeredAt(), row.untilAt()));
    }

    /** Whether one of the keys that are good for the device now fits a proof. */
    @Override
    public boolean proves(Device device, Predicate<byte[]> fits) {
        return devices.keys(device)
                .filter(keys -> fits.test(open(keys.own())) || otherProves(device, keys, fits))
                .isPresent();
    }

    /**
     * The same for a signature over words that never change, such as a device's password at the broker, which asks for it
     * every ten seconds: what the device's own key has proved is not made again while that key stays.
     *
     * @param signature in lower-case hex
     */
    public boolean signed(Device device, String words, String signature) {
        Predicate<byte[]> fits = key -> MessageDigest.isEqual(bytes(DeviceSignature.of(key, words)), bytes(signature));
        return devices.keys(device)
                .filter(keys ->
                        proved.holds(device, keys.own(), words + "\n" + signature, () -> fits.test(open(keys.own())))
                                || otherProves(device, keys, fits))
                .isPresent();
    }

    private boolean otherProves(Device device, SealedKeys keys, Predicate<byte[]> fits) {
        Optional<Other> other = keys.other().filter(key -> key.isGoodAt(clock.instant()));
        if (other.isEmpty() || !fits.test(open(other.get().sealed()))) {
            return false;
        }
        if (other.get().state() == State.OFFERED) {
            take(device);
        }
        return true;
    }

    /** The keys change places; done already where another node was told the same. */
    private void take(Device device) {
        boolean took = transactions.run(() -> {
            Optional<Row> offered = rows.lock(device.marketId(), device.deviceId())
                    .filter(row -> row.state() == State.OFFERED)
                    .filter(row -> clock.instant().isBefore(row.untilAt()));
            offered.ifPresent(row -> swap(device, row));
            return offered.isPresent();
        });
        if (took) {
            LOG.info("{} has taken its new key", device.serial());
        }
    }

    private void swap(Device device, Row offered) {
        byte[] former = vault.seal(devices.keyNow(device), Devices.KEY);
        rows.put(device.marketId(), device.deviceId(), HexFormat.of().parseHex(offered.otherSealed()));
        rows.taken(device.marketId(), device.deviceId(), former, clock.instant().plus(FORMER));
        devices.forgetKeys(device);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] open(String sealed) {
        return vault.open(HexFormat.of().parseHex(sealed), Devices.KEY);
    }
}
