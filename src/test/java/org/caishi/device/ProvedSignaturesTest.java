/** What a key has proved is not proved again while its sealed bytes stay, and nothing else is believed. */
package org.caishi.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvedSignaturesTest {
    private final TestRegistry registry = new TestRegistry();
    private final Device one = register("SP-1");
    private final Device other = register("SP-2");
    private final ProvedSignatures proved = new ProvedSignatures();
    private int asked;

    @Test
    void theSameProofIsMadeOnce() {
        assertThat(proved.holds(one, "sealed", "password", this::right)).isTrue();
        assertThat(proved.holds(one, "sealed", "password", this::right)).isTrue();
        assertThat(asked).isOne();
    }

    @Test
    void anotherProofAnotherKeyAndAnotherDeviceAreProvedAnew() {
        proved.holds(one, "sealed", "password", this::right);
        assertThat(proved.holds(one, "sealed", "passwore", this::wrong)).isFalse();
        assertThat(proved.holds(one, "sealed otherwise", "password", this::wrong))
                .isFalse();
        assertThat(proved.holds(other, "sealed", "password", this::wrong)).isFalse();
        assertThat(asked).isEqualTo(4);
    }

    @Test
    void whatWasNotProvedIsNotRemembered() {
        assertThat(proved.holds(one, "sealed", "password", this::wrong)).isFalse();
        assertThat(proved.holds(one, "sealed", "password", this::wrong)).isFalse();
        assertThat(asked).isEqualTo(2);
    }

    private boolean right() {
        asked++;
        return true;
    }

    private boolean wrong() {
        asked++;
        return false;
    }

    private Device register(String serial) {
        return registry.register(serial, DeviceKind.SPEAKER, "caishi-speaker", LinkKind.MQTT, "", Map.of());
    }
}
