/** Which steps an announcement takes from where it stands: all of them, one by one, and what each leaves behind. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caishi.speaker.DeliveryCourse.State;
import org.caishi.speaker.DeliveryStep.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryCourseTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final SpeakerKey SPEAKER = new SpeakerKey(1, 7);
    private static final SpeakerKey OTHER = new SpeakerKey(1, 8);

    private static final Map<State, Set<Kind>> ALLOWED = Map.of(
            State.QUEUED,
            Set.of(Kind.SENT, Kind.SENT_FOR_GOOD, Kind.LATE, Kind.PASSED_ON, Kind.DUPLICATE),
            State.SENT,
            Set.of(
                    Kind.SENT_AGAIN,
                    Kind.ACKED,
                    Kind.SPOKEN,
                    Kind.EXPIRED,
                    Kind.FAILED,
                    Kind.UNREACHED,
                    Kind.UNHEARD,
                    Kind.RETURNED,
                    Kind.PASSED_ON,
                    Kind.DECLINED,
                    Kind.DUPLICATE),
            State.ACKED,
            Set.of(Kind.SPOKEN, Kind.EXPIRED, Kind.FAILED, Kind.DECLINED, Kind.DUPLICATE));

    @ParameterizedTest
    @EnumSource
    void aStateAllowsTheseStepsAndNoOthers(State state) {
        Set<Kind> taken = Arrays.stream(Kind.values())
                .filter(kind -> in(state).after(step(kind, SPEAKER)).isPresent())
                .collect(Collectors.toSet());

        assertThat(taken).isEqualTo(ALLOWED.getOrDefault(state, Set.of(Kind.DUPLICATE)));
    }

    @ParameterizedTest
    @EnumSource
    void aSpeakerThatIsNotAskedMovesNothingButIsCounted(State state) {
        Set<Kind> taken = Arrays.stream(Kind.values())
                .filter(kind -> in(state).after(step(kind, OTHER)).isPresent())
                .collect(Collectors.toSet());

        assertThat(taken).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void whatWasSaidWithoutAWordBeforeWasAcknowledgedThen() {
        DeliveryCourse said = in(State.SENT).after(step(Kind.SPOKEN, SPEAKER)).orElseThrow();
        assertThat(said.ackedAt()).isEqualTo(AT);

        DeliveryCourse acked = in(State.SENT).after(step(Kind.ACKED, SPEAKER)).orElseThrow();
        DeliveryCourse later = acked.after(DeliveryStep.of(Kind.SPOKEN, SPEAKER, 5, AT.plusSeconds(3)))
                .orElseThrow();
        assertThat(later.ackedAt()).isEqualTo(AT);
        assertThat(later.endedAt()).isEqualTo(AT.plusSeconds(3));
        assertThat(later.missedAt()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"LATE", "UNREACHED", "EXPIRED"})
    void whatExpiredWasMissed(Kind kind) {
        DeliveryCourse course = in(kind == Kind.LATE ? State.QUEUED : State.SENT);

        assertThat(course.after(step(kind, SPEAKER)).orElseThrow().missedAt()).isEqualTo(AT);
    }

    @Test
    void sendingAgainIsOnlyForWhoKnowsHowOftenItWasSent() {
        DeliveryCourse sent = in(State.QUEUED).after(step(Kind.SENT, SPEAKER)).orElseThrow();
        DeliveryStep again = new DeliveryStep(Kind.SENT_AGAIN, SPEAKER, 5, AT, sent.attempts());

        DeliveryCourse twice = sent.after(again).orElseThrow();
        assertThat(twice.attempts()).isEqualTo(2);
        assertThat(twice.after(again)).isEmpty();
    }

    @Test
    void itIsPassedOnFiveTimesAndThenStays() {
        DeliveryCourse course = in(State.QUEUED);
        SpeakerKey holder = SPEAKER;
        SpeakerKey next = OTHER;
        for (int passes = 1; passes <= 5; passes++) {
            DeliveryCourse sent = course.after(step(Kind.SENT, holder)).orElseThrow();
            course = sent.after(DeliveryStep.to(next, Kind.PASSED_ON, holder, 5, AT))
                    .orElseThrow();
            assertThat(course)
                    .extracting(
                            DeliveryCourse::state,
                            DeliveryCourse::deviceId,
                            DeliveryCourse::givenAt,
                            DeliveryCourse::sentAt,
                            DeliveryCourse::attempts,
                            DeliveryCourse::passedOn)
                    .containsExactly(State.QUEUED, next.deviceId(), AT, null, 0, passes);
            SpeakerKey former = holder;
            holder = next;
            next = former;
        }
        assertThat(course.after(DeliveryStep.to(next, Kind.PASSED_ON, holder, 5, AT)))
                .isEmpty();
    }

    @Test
    void whatIsMeantForOneSpeakerIsPassedToNoOther() {
        DeliveryCourse notice = new DeliveryCourse(State.SENT, 7, false, null, AT, null, null, 1, 0, 0);

        assertThat(notice.after(step(Kind.PASSED_ON, SPEAKER))).isEmpty();
        assertThat(notice.after(step(Kind.DECLINED, SPEAKER))).isEmpty();
        assertThat(notice.after(step(Kind.FAILED, SPEAKER))).isPresent();
    }

    @Test
    void duplicatesAreCountedToTwenty() {
        DeliveryCourse course = in(State.SPOKEN);
        for (int i = 0; i < 20; i++) {
            course = course.after(step(Kind.DUPLICATE, OTHER)).orElseThrow();
        }
        assertThat(course.duplicates()).isEqualTo(20);
        assertThat(course.state()).isEqualTo(State.SPOKEN);
        assertThat(course.after(step(Kind.DUPLICATE, OTHER))).isEmpty();
    }

    private static DeliveryCourse in(State state) {
        return new DeliveryCourse(state, 7, true, null, null, null, null, 0, 0, 0);
    }

    private static DeliveryStep step(Kind kind, SpeakerKey speaker) {
        return DeliveryStep.of(kind, speaker, 5, AT);
    }
}
