/** Silence counts from the first look that finds the reader waiting, and ends with a byte or with the link. */
package org.caishi.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence(Duration.ofSeconds(60));

    @Test
    void itIsOverWhenTheWatchHasSeenItLastForItsLimit() {
        silence.waits();
        assertThat(silence.ends(at(100))).isFalse();
        assertThat(silence.ends(at(159))).isFalse();
        assertThat(silence.isOver()).isFalse();
        assertThat(silence.ends(at(160))).isTrue();
        assertThat(silence.isOver()).isTrue();
        assertThat(silence.ends(at(161))).as("told again").isFalse();
        assertThat(silence.words()).isEqualTo("silent for 60 s");
    }

    @Test
    void aByteBetweenTwoLooksBeginsItAnew() {
        silence.waits();
        assertThat(silence.ends(at(100))).isFalse();
        silence.heard();
        silence.waits();
        assertThat(silence.ends(at(160))).isFalse();
        assertThat(silence.ends(at(219))).isFalse();
        assertThat(silence.ends(at(220))).isTrue();
    }

    @Test
    void aReaderThatGoesOnWaitingDoesNotBeginItAnew() {
        for (int second = 0; second < 60; second++) {
            silence.waits();
            assertThat(silence.ends(at(second))).isFalse();
        }
        silence.waits();
        assertThat(silence.ends(at(60))).isTrue();
    }

    @Test
    void aDeviceWhoseReaderIsBusyWithItsBytesIsNotSilent() {
        assertThat(silence.ends(at(0))).isFalse();
        assertThat(silence.ends(at(1_000))).as("before the first read").isFalse();
        silence.waits();
        silence.heard();
        assertThat(silence.ends(at(2_000))).isFalse();
        assertThat(silence.ends(at(3_000))).isFalse();
    }

    @Test
    void ofALateByteAndTheLastLookOneWins() {
        silence.waits();
        assertThat(silence.ends(at(0))).isFalse();
        assertThat(silence.ends(at(60))).isTrue();
        silence.heard();
        silence.waits();
        assertThat(silence.isOver()).as("a byte after the end").isTrue();

        Silence heard = new Silence(Duration.ofSeconds(60));
        heard.waits();
        assertThat(heard.ends(at(0))).isFalse();
        heard.heard();
        assertThat(heard.ends(at(60))).as("a look after the byte").isFalse();
        assertThat(heard.isOver()).isFalse();
    }

    private static long at(int second) {
        return Duration.ofSeconds(second).toNanos();
    }
}
