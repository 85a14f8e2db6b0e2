/** A device that signs its requests changes its key: when which key is good, by a clock that is moved. */
package org.caishi.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.caishi.device.KeyChanges.Change;
import org.caishi.device.KeyChanges.State;
import org.caishi.device.link.LinkBoard;
import org.caishi.platform.Vault;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class KeyChangesTest {
    private static final int LET_IN = 200;
    private static final int SENT_AWAY = 401;
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final String PATH = "/api/device/heartbeat";

    private final TestRegistry registry = new TestRegistry();
    private final Device device =
            registry.register("SP-1", DeviceKind.SPEAKER, "caishi-speaker", LinkKind.HTTP, "", Map.of());
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Heartbeats(registry.devices, registry))
            .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
            .addFilters(new DeviceRequests(registry.devices, registry.signatures, new LinkBoard(registry), registry))
            .build();
    private int requests;

    @Test
    void theOfferedKeyIsTheDevicesFromItsFirstRequest() throws Exception {
        String next = registry.keys.offer(device);
        assertThat(registry.keys.offered(device)).contains(next);
        assertThat(beat(TestRegistry.KEY)).isEqualTo(LET_IN);
        assertThat(state()).as("the old key takes nothing").isEqualTo(State.OFFERED);

        assertThat(beat(next)).isEqualTo(LET_IN);
        assertThat(state()).isEqualTo(State.TAKEN);
        assertThat(registry.devices.keyText(device)).isEqualTo(next);
        assertThat(registry.keys.offered(device)).isEmpty();
    }

    @Test
    void theFormerKeyIsGoodForFiveMinutesMore() throws Exception {
        String next = registry.keys.offer(device);
        beat(next);
        registry.pass(KeyChanges.FORMER.minus(MOMENT));
        assertThat(beat(TestRegistry.KEY)).isEqualTo(LET_IN);
        registry.pass(MOMENT);
        assertThat(beat(TestRegistry.KEY)).isEqualTo(SENT_AWAY);
        assertThat(beat(next)).isEqualTo(LET_IN);
        registry.pass(Duration.ofDays(365));
        assertThat(beat(TestRegistry.KEY)).isEqualTo(SENT_AWAY);
        assertThat(beat(next)).isEqualTo(LET_IN);
    }

    @Test
    void anOfferThatIsNotUsedWithinTenMinutesIsVoid() throws Exception {
        String next = registry.keys.offer(device);
        registry.pass(KeyChanges.OFFER);
        assertThat(registry.keys.offered(device)).isEmpty();
        assertThat(beat(next)).isEqualTo(SENT_AWAY);
        assertThat(beat(TestRegistry.KEY)).isEqualTo(LET_IN);
        assertThat(registry.devices.keyText(device)).isEqualTo(TestRegistry.KEY);
    }

    @Test
    void anOfferInItsLastMomentIsGood() throws Exception {
        String next = registry.keys.offer(device);
        registry.pass(KeyChanges.OFFER.minus(MOMENT));
        assertThat(beat(next)).isEqualTo(LET_IN);
        registry.pass(KeyChanges.FORMER.minus(MOMENT));
        assertThat(beat(TestRegistry.KEY))
                .as("five minutes from its use, not from its offer")
                .isEqualTo(LET_IN);
    }

    @Test
    void aSecondOfferVoidsTheFirst() throws Exception {
        String first = registry.keys.offer(device);
        String second = registry.keys.offer(device);
        assertThat(beat(first)).isEqualTo(SENT_AWAY);
        assertThat(beat(second)).isEqualTo(LET_IN);
        assertThat(beat(TestRegistry.KEY)).as("the former one").isEqualTo(LET_IN);
    }

    @Test
    void anotherOfferEndsTheFormerKeysTime() throws Exception {
        String second = registry.keys.offer(device);
        beat(second);
        String third = registry.keys.offer(device);
        assertThat(beat(TestRegistry.KEY)).isEqualTo(SENT_AWAY);
        assertThat(beat(second)).isEqualTo(LET_IN);
        assertThat(beat(third)).isEqualTo(LET_IN);
        assertThat(beat(second)).isEqualTo(LET_IN);
        registry.pass(KeyChanges.FORMER);
        assertThat(beat(second)).isEqualTo(SENT_AWAY);
    }

    /** What the broker and the door for devices that dial in ask: the same keys at the same times. */
    @Test
    void theTimesHoldForEveryProof() {
        String next = registry.keys.offer(device);
        assertThat(proves(next)).isTrue();
        registry.pass(KeyChanges.FORMER.minus(MOMENT));
        assertThat(proves(TestRegistry.KEY)).isTrue();
        registry.pass(MOMENT);
        assertThat(proves(TestRegistry.KEY)).isFalse();
    }

    @Test
    void theTimesHoldForAPasswordThatWasProvedBefore() {
        assertThat(signed(TestRegistry.KEY)).isTrue();
        String next = registry.keys.offer(device);
        assertThat(signed(TestRegistry.KEY)).isTrue();
        assertThat(state()).isEqualTo(State.OFFERED);
        assertThat(signed(next)).isTrue();
        assertThat(state()).isEqualTo(State.TAKEN);
        registry.pass(KeyChanges.FORMER.minus(MOMENT));
        assertThat(signed(TestRegistry.KEY)).isTrue();
        registry.pass(MOMENT);
        assertThat(signed(TestRegistry.KEY)).isFalse();
        assertThat(signed(next)).isTrue();
        registry.devices.retire(device);
        assertThat(signed(next)).isFalse();
    }

    @Test
    void whatAnotherNodeChangesIsSeenWithinTenSeconds() {
        String other = "the key that another node has put in its row";
        assertThat(signed(TestRegistry.KEY)).isTrue();
        registry.rows.put(device.deviceId(), new Vault("00".repeat(32), Path.of("unused")).seal(other, Devices.KEY));
        registry.pass(TEN_SECONDS);
        assertThat(signed(TestRegistry.KEY)).isFalse();
        assertThat(signed(other)).isTrue();

        registry.rows.retire(device.marketId(), device.deviceId());
        registry.pass(TEN_SECONDS);
        assertThat(signed(other)).isFalse();
        assertThat(proves(other)).isFalse();
    }

    @Test
    void aWrongPasswordIsRefusedEachTimeAndChangesNothing() {
        for (int i = 0; i < 2; i++) {
            assertThat(signed("a key that nobody has")).isFalse();
            assertThat(signed(TestRegistry.KEY)).isTrue();
        }
        assertThat(registry.keys.signed(
                        device, "mqtt", password(TestRegistry.KEY).toUpperCase(Locale.ROOT)))
                .as("another text than the one that was given out")
                .isFalse();
        assertThat(registry.keys.signed(device, "other words", password(TestRegistry.KEY)))
                .isFalse();
    }

    @Test
    void aDeviceRegisteredAnewIsNotTakenForTheFormerOne() {
        assertThat(signed(TestRegistry.KEY)).isTrue();
        registry.devices.retire(device);
        Device again = registry.register("SP-1", DeviceKind.SPEAKER, "caishi-speaker", LinkKind.HTTP, "", Map.of());
        assertThat(registry.keys.signed(again, "mqtt", password(TestRegistry.KEY)))
                .isTrue();
        assertThat(signed(TestRegistry.KEY)).as("the retired one").isFalse();
    }

    @Test
    void whoItIsAndWhatItProvesIsAskedOfTheDatabaseOnce() {
        registry.pass(TEN_SECONDS);
        int before = registry.rows.asked;
        Device known = registry.devices.bySerial("SP-1").orElseThrow();
        assertThat(registry.keys.signed(known, "mqtt", password(TestRegistry.KEY)))
                .isTrue();
        assertThat(proves("another key")).isFalse();
        assertThat(registry.devices.keyText(known)).isEqualTo(TestRegistry.KEY);
        assertThat(registry.rows.asked).isEqualTo(before + 1);
    }

    private boolean signed(String key) {
        return registry.keys.signed(device, "mqtt", password(key));
    }

    private static String password(String key) {
        return DeviceSignature.of(key.getBytes(UTF_8), "mqtt");
    }

    private boolean proves(String key) {
        String proof = password(key);
        return registry.keys.proves(
                device, good -> DeviceSignature.of(good, "mqtt").equals(proof));
    }

    private State state() {
        return registry.keys.of(device).map(Change::state).orElseThrow();
    }

    /** A heartbeat signed with a key. */
    private int beat(String key) throws Exception {
        String time = Long.toString(registry.instant().getEpochSecond());
        String nonce = "nonce%05d".formatted(++requests);
        String text = String.join("\n", "POST", PATH, time, nonce, "{}");
        return mvc.perform(post(PATH)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .header("X-Device", device.serial())
                        .header("X-Timestamp", time)
                        .header("X-Nonce", nonce)
                        .header("X-Signature", DeviceSignature.of(key.getBytes(UTF_8), text)))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
