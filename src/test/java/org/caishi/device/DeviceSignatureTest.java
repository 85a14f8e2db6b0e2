/** A device is who it says only with its own key, a fresh time and a number used once. */
package org.caishi.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caishi.device.DeviceSignature.Proof;
import org.caishi.device.DeviceSignature.Verdict;
import org.junit.jupiter.api.Test;

class DeviceSignatureTest {
    private static final String WORDS = "what is signed";

    private final TestRegistry registry = new TestRegistry();
    private final Device device = registry.scale("SC-1", "caishi-json", LinkKind.HTTP, "", Map.of());

    @Test
    void isHmacSha256InLowerCaseHex() {
        // RFC 4231, test case 2
        assertThat(DeviceSignature.of("Jefe".getBytes(UTF_8), "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void aGoodOneIsGoodOnce() {
        Proof proof = proof(registry.instant(), "nonce001", TestRegistry.KEY);
        assertThat(verdict(proof)).isEqualTo(Verdict.GOOD);
        assertThat(verdict(proof)).isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void fiveMinutesEitherWayAreFreshAndMoreAreNot() {
        Instant now = registry.instant();
        assertThat(verdict(proof(now.minusSeconds(298), "nonce001", TestRegistry.KEY)))
                .isEqualTo(Verdict.GOOD);
        assertThat(verdict(proof(now.plusSeconds(298), "nonce002", TestRegistry.KEY)))
                .isEqualTo(Verdict.GOOD);
        assertThat(verdict(proof(now.minusSeconds(303), "nonce003", TestRegistry.KEY)))
                .isEqualTo(Verdict.STALE);
        assertThat(verdict(proof(now.plusSeconds(303), "nonce004", TestRegistry.KEY)))
                .isEqualTo(Verdict.STALE);
    }

    @Test
    void aWrongSignatureUsesNoNonceUp() {
        Instant now = registry.instant();
        assertThat(verdict(proof(now, "nonce001", "another-key-of-the-devices")))
                .isEqualTo(Verdict.WRONG);
        assertThat(registry.nonces.count()).isZero();
        assertThat(verdict(proof(now, "nonce001", TestRegistry.KEY))).isEqualTo(Verdict.GOOD);
    }

    @Test
    void whatHasNotItsFormIsRefusedBeforeAnythingIsAsked() {
        String signature = "0".repeat(64);
        for (Proof proof : List.of(
                new Proof("", "nonce001", signature),
                new Proof("-5", "nonce001", signature),
                new Proof("1700000000000000", "nonce001", signature),
                new Proof("1700000000", "short", signature),
                new Proof("1700000000", "n".repeat(65), signature),
                new Proof("1700000000", "nonce 01", signature),
                new Proof("1700000000", "nonce001", "0".repeat(63)),
                new Proof("1700000000", "nonce001", "x".repeat(64)))) {
            assertThat(verdict(proof)).as(proof.toString()).isEqualTo(Verdict.MALFORMED);
        }
        assertThat(registry.nonces.count()).isZero();
    }

    @Test
    void framesDoNotCostAQuery() {
        registry.devices.bySerial("SC-1");
        registry.devices.bySerial("nobody");
        int asked = registry.rows.asked;
        for (int i = 0; i < 100; i++) {
            assertThat(registry.devices.bySerial("SC-1")).contains(device);
            assertThat(registry.devices.bySerial("nobody")).isEmpty();
        }
        assertThat(registry.rows.asked).isEqualTo(asked);
        registry.pass(Duration.ofSeconds(11));
        registry.devices.bySerial("SC-1");
        assertThat(registry.rows.asked).isEqualTo(asked + 1);
    }

    @Test
    void aDeviceThatWasUnknownIsKnownOnceItIsRegistered() {
        assertThat(registry.devices.bySerial("SC-2")).isEmpty();
        Device second = registry.scale("SC-2", "caishi-json", LinkKind.HTTP, "", Map.of());
        assertThat(registry.devices.bySerial("SC-2")).contains(second);
        registry.devices.retire(second);
        assertThat(registry.devices.bySerial("SC-2")).isEmpty();
    }

    @Test
    void aDeviceIsWrittenAsSeenAtMostOnceAMinute() {
        Instant start = registry.instant();
        registry.devices.seen(device, start);
        registry.sightings.write();
        registry.devices.seen(device, start.plusSeconds(30));
        registry.devices.reported(device, new DeviceReport(88, null, null), start.plusSeconds(40));
        registry.sightings.write();
        assertThat(registry.rows.seen).hasSize(1);
        registry.devices.seen(device, start.plusSeconds(61));
        registry.sightings.write();
        assertThat(registry.rows.seen).containsExactly(device.deviceId() + " null", device.deviceId() + " 88");
    }

    private Verdict verdict(Proof proof) {
        return registry.signatures.verify(device, proof, List.of(WORDS.getBytes(UTF_8)));
    }

    private static Proof proof(Instant at, String nonce, String key) {
        return new Proof(Long.toString(at.getEpochSecond()), nonce, DeviceSignature.of(key.getBytes(UTF_8), WORDS));
    }
}
