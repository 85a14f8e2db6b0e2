/** One question at a time, and never a silence without an end. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.caishi.scale.Asking.Turn;
import org.junit.jupiter.api.Test;

class AskingTest {
    private final Asking asking = new Asking(
            Optional.of(new Poll(MessageBytes.copyOf(new byte[] {'W'}, 0, 1), Duration.ofMillis(300))), at(0));

    @Test
    void aScaleThatAnswersIsAskedAsOftenAsItsSettingSays() {
        assertThat(asking.turn(at(0))).isEqualTo(Turn.ASK);
        assertThat(asking.turn(at(20))).isEqualTo(Turn.WAIT);
        asking.heard(true, at(40));
        assertThat(asking.turn(at(41))).isEqualTo(Turn.WAIT);
        assertThat(asking.untilNext(at(41))).isEqualTo(Duration.ofMillis(259));
        assertThat(asking.turn(at(299))).isEqualTo(Turn.WAIT);
        assertThat(asking.turn(at(300))).isEqualTo(Turn.ASK);
    }

    @Test
    void oneThatIsSlowerThanItsSettingIsNotAskedSooner() {
        asking.turn(at(0));
        for (int millis = 100; millis < 2_000; millis += 100) {
            asking.heard(false, at(millis)); // a byte every 100 ms
            assertThat(asking.turn(at(millis + 50))).isEqualTo(Turn.WAIT);
        }
        asking.heard(true, at(2_000));
        assertThat(asking.turn(at(2_000))).isEqualTo(Turn.ASK);
    }

    @Test
    void anAnswerThatSaysNothingIsAnAnswerOnceTheLineIsQuiet() {
        asking.turn(at(0));
        asking.heard(false, at(30)); // NAK
        assertThat(asking.turn(at(279))).isEqualTo(Turn.WAIT);
        assertThat(asking.turn(at(300))).isEqualTo(Turn.ASK);
    }

    @Test
    void aScaleMayTakeItsTimeAfterEachStepOfAnExchange() {
        asking.turn(at(0));
        asking.heard(false, at(30)); // ACK
        asking.replied(at(31)); // DC1
        assertThat(asking.turn(at(900))).isEqualTo(Turn.WAIT);
        asking.heard(true, at(950));
        asking.replied(at(951)); // thanks, which nothing answers
        assertThat(asking.turn(at(952))).isEqualTo(Turn.ASK);
    }

    @Test
    void aSilentScaleIsAskedAgainLessAndLessAndNeverGivenUp() {
        asking.turn(at(0));
        assertThat(asking.turn(at(999))).isEqualTo(Turn.WAIT);
        assertThat(asking.turn(at(1_000))).isEqualTo(Turn.ASK_AGAIN);
        assertThat(asking.turn(at(2_999))).isEqualTo(Turn.WAIT);
        assertThat(asking.turn(at(3_000))).isEqualTo(Turn.ASK_AGAIN);
        assertThat(asking.turn(at(7_000))).isEqualTo(Turn.ASK_AGAIN);
        assertThat(asking.turn(at(12_000))).isEqualTo(Turn.ASK_AGAIN);
        assertThat(asking.turn(at(17_000))).isEqualTo(Turn.ASK_AGAIN);
        asking.heard(true, at(17_040));
        assertThat(asking.turn(at(17_300))).isEqualTo(Turn.ASK);
        assertThat(asking.turn(at(18_300))).as("as patient as at first").isEqualTo(Turn.ASK_AGAIN);
    }

    @Test
    void oneThatSendsByItselfIsNeverAsked() {
        Asking none = new Asking(Optional.empty(), at(0));
        assertThat(none.turn(at(100_000))).isEqualTo(Turn.WAIT);
        assertThat(none.untilNext(at(100_000))).isPositive();
    }

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
