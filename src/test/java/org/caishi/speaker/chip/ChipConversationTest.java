/** Flow control against a virtual chip: in order, at most once, never cut off, and always an end. */
package org.caishi.speaker.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.caishi.speaker.chip.ChipEvent.Accepted;
import org.caishi.speaker.chip.ChipEvent.Expired;
import org.caishi.speaker.chip.ChipEvent.Failed;
import org.caishi.speaker.chip.ChipEvent.Reason;
import org.caishi.speaker.chip.ChipEvent.Repeated;
import org.caishi.speaker.chip.ChipEvent.Returned;
import org.caishi.speaker.chip.ChipEvent.Spoken;
import org.caishi.speaker.chip.VirtualChip.Mood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChipConversationTest {
    private static final long MINUTE = 60_000;
    private static final byte[] NO_BYTES = {};

    private final VirtualChip chip = new VirtualChip(new Syn6288(), true, false, 150);
    private final ChipLine line = new ChipLine(new Syn6288(), chip, 20, false);

    @AfterEach
    void nothingWasCutOffOrHeardTwice() {
        assertThat(chip.cutOff).isZero();
        assertThat(chip.begun).doesNotHaveDuplicates();
    }

    @Test
    void announcementsAreSpokenInOrderOneAtATime() {
        line.say(1, "第一", MINUTE);
        line.say(2, "第二", MINUTE);
        line.say(3, "第三", MINUTE);
        line.pass(5_000);

        assertThat(chip.finished).containsExactly("第一", "第二", "第三");
        assertThat(line.events)
                .containsExactly(
                        new Accepted(1), new Spoken(1), new Accepted(2), new Spoken(2), new Accepted(3), new Spoken(3));
    }

    @Test
    void onAnIdleChipAnAnnouncementLeavesAtOnce() {
        line.pass(1_000);

        ChipConversation.Step step = line.conversation.say(new Speech(1, "直行", line.now + MINUTE), line.now);

        assertThat(step.send()).hasSize(1);
        assertThat(GoldenFrames.hex(step.send().getFirst())).isEqualTo("FD 00 07 01 01 D6 B1 D0 D0 9D");
    }

    @Test
    void aBusyChipGetsTheFrameAgainWhenItIsIdle() {
        chip.willBe(Mood.BUSY);
        line.say(1, "第一", MINUTE);
        line.pass(5_000);

        assertThat(chip.finished).containsExactly("第一");
        assertThat(line.events).containsExactly(new Accepted(1), new Spoken(1));
    }

    @Test
    void aRefusedFrameIsSentOnceMore() {
        chip.willBe(Mood.REJECTS);
        line.say(1, "第一", MINUTE);
        line.pass(5_000);

        assertThat(line.events).containsExactly(new Accepted(1), new Spoken(1));
        assertThat(framesOfText()).isEqualTo(2);
    }

    @Test
    void aFrameRefusedTwiceHasFailedAndTheNextIsSpoken() {
        chip.willBe(Mood.REJECTS, Mood.BUSY);
        line.say(1, "第一", MINUTE);
        line.say(2, "第二", MINUTE);
        line.pass(10_000);

        assertThat(chip.begun).containsExactly("第二");
        assertThat(line.events).containsExactly(new Failed(1, Reason.REFUSED, false), new Accepted(2), new Spoken(2));
        assertThat(framesOfText()).isEqualTo(3);
    }

    @Test
    void aFrameWithoutAnAnswerIsNeverSentAgain() {
        chip.willBe(Mood.DEAF);
        line.say(1, "第一", MINUTE);
        line.say(2, "第二", MINUTE);
        line.pass(10_000);

        assertThat(chip.begun).containsExactly("第二");
        assertThat(line.events).containsExactly(new Failed(1, Reason.SILENCE, true), new Accepted(2), new Spoken(2));
    }

    @Test
    void aSentenceWhoseAcceptanceWasLostIsNotRepeatedAndNotCutOff() {
        chip.willBe(Mood.LOSES_ACCEPTANCE);
        line.say(1, "第一笔收款一千二百三十四点五六元", MINUTE);
        line.say(2, "第二", MINUTE);
        line.pass(20_000);

        assertThat(chip.finished).containsExactly("第一笔收款一千二百三十四点五六元", "第二");
        assertThat(line.events).containsExactly(new Failed(1, Reason.SILENCE, true), new Accepted(2), new Spoken(2));
    }

    @Test
    void anEndThatWasLostIsAskedFor() {
        chip.willBe(Mood.LOSES_END);
        line.say(1, "第一", MINUTE);
        line.say(2, "第二", MINUTE);
        line.pass(10_000);

        assertThat(line.events).containsExactly(new Accepted(1), new Spoken(1), new Accepted(2), new Spoken(2));
    }

    @Test
    void aChipResetInMidSentenceEndsItAsFailed() {
        chip.willBe(Mood.RESETS);
        line.say(1, "第一笔", MINUTE);
        line.say(2, "第二", MINUTE);
        line.pass(10_000);

        assertThat(chip.finished).containsExactly("第二");
        assertThat(line.events)
                .containsExactly(new Accepted(1), new Failed(1, Reason.RESET, true), new Accepted(2), new Spoken(2));
    }

    @Test
    void aLongTextIsOneAnnouncementInSeveralFrames() {
        String text = "菜市公告，".repeat(50);
        line.say(1, text, MINUTE);
        line.say(2, "第二", 10 * MINUTE);
        line.pass(3 * MINUTE);

        assertThat(String.join("", chip.begun)).isEqualTo(text + "第二");
        assertThat(chip.begun).hasSize(4);
        chip.begun.clear();
        assertThat(line.events).containsExactly(new Accepted(1), new Spoken(1), new Accepted(2), new Spoken(2));
    }

    @Test
    void aFrameRefusedInTheMiddleOfALongTextFailsItAsPartlyHeard() {
        chip.willBe(Mood.NORMAL, Mood.REJECTS, Mood.REJECTS);
        line.say(1, "一".repeat(150), MINUTE);
        line.pass(3 * MINUTE);

        assertThat(chip.begun).containsExactly("一".repeat(100));
        assertThat(line.events).containsExactly(new Accepted(1), new Failed(1, Reason.REFUSED, true));
    }

    @Test
    void whatIsLateIsNotBegun() {
        line.say(1, "第一笔收款一千二百三十四点五六元", MINUTE);
        line.say(2, "第二", 2_000);
        line.say(3, "第三", MINUTE);
        line.pass(10_000);

        assertThat(chip.begun).containsExactly("第一笔收款一千二百三十四点五六元", "第三");
        assertThat(line.events)
                .containsExactly(new Accepted(1), new Expired(2), new Spoken(1), new Accepted(3), new Spoken(3));
    }

    @Test
    void whatHasBegunIsSaidToItsEndHoweverLate() {
        line.say(1, "一".repeat(101) + "二", 3_000);
        line.pass(2 * MINUTE);

        assertThat(chip.finished).containsExactly("一".repeat(100), "一二");
        assertThat(line.events).containsExactly(new Accepted(1), new Spoken(1));
    }

    @Test
    void aRefusedAnnouncementCanExpireBeforeItsSecondTry() {
        chip.willBe(Mood.BUSY);
        line.say(1, "第一", 400);
        line.pass(5_000);

        assertThat(chip.begun).isEmpty();
        assertThat(line.events).containsExactly(new Expired(1));
    }

    @Test
    void aFullQueueRefusesAndForgetsNothing() {
        for (int id = 1; id <= ChipConversation.QUEUE + 1; id++) {
            line.say(id, "第" + id, 10 * MINUTE);
        }
        assertThat(line.events).containsExactly(new Failed(ChipConversation.QUEUE + 1, Reason.QUEUE_FULL, false));

        line.pass(2 * MINUTE);
        assertThat(chip.finished).hasSize(ChipConversation.QUEUE);
    }

    @Test
    void theSameAnnouncementTwiceIsSpokenOnce() {
        line.say(1, "第一", MINUTE);
        line.say(1, "第一", MINUTE);
        line.pass(700);
        line.say(1, "第一", MINUTE);
        line.pass(5_000);
        line.say(1, "第一", MINUTE);
        line.pass(5_000);

        assertThat(chip.begun).containsExactly("第一");
        assertThat(line.events)
                .containsExactly(new Repeated(1), new Accepted(1), new Repeated(1), new Spoken(1), new Repeated(1));
    }

    @Test
    void whatWasSurelyNotHeardMayBeGivenAgain() {
        chip.willBe(Mood.REJECTS, Mood.REJECTS);
        line.say(1, "第一", MINUTE);
        line.pass(5_000);
        line.say(1, "第一", MINUTE);
        line.pass(5_000);

        assertThat(line.events).containsExactly(new Failed(1, Reason.REFUSED, false), new Accepted(1), new Spoken(1));
    }

    @Test
    void aTextWithNothingToSayFailsWithoutAFrame() {
        line.say(1, "🐟", MINUTE);
        line.pass(1_000);

        assertThat(line.events).containsExactly(new Failed(1, Reason.UNSPEAKABLE, false));
        assertThat(framesOfText()).isZero();
    }

    @Test
    void aNewLineDoesNotCutOffWhatTheChipIsStillSaying() {
        chip.isSpeaking("从前", 3_000);
        line.say(1, "第一", MINUTE);
        line.pass(10_000);

        assertThat(chip.finished).containsExactly("从前", "第一");
    }

    @Test
    void aChipThatNeverAnswersStatusQueriesIsSpokenToAllTheSame() {
        VirtualChip mute = new VirtualChip(new Xfs5152(), false, false, 150);
        ChipLine toMute = new ChipLine(new Xfs5152(), mute, 20, true);
        toMute.say(1, "第一", MINUTE);
        toMute.say(2, "第二", MINUTE);
        toMute.pass(10_000);

        assertThat(mute.finished).containsExactly("第一", "第二");
    }

    @Test
    void theAnswersToAProbeAreNotTakenForThoseOfTheNextSentence() {
        VirtualChip talkative = new VirtualChip(new Syn6288(), true, true, 150);
        ChipLine other = new ChipLine(new Syn6288(), talkative, 20, false);
        other.pass(1_000);
        other.probe();
        other.say(1, "第一", MINUTE);
        other.say(2, "第二", MINUTE);
        other.pass(5_000);

        assertThat(other.events).containsExactly(new Accepted(1), new Spoken(1), new Accepted(2), new Spoken(2));
        assertThat(talkative.cutOff).isZero();
        assertThat(other.sent).hasSize(4); // two questions, two sentences
    }

    @Test
    void aChipThatIsSpeakingIsNotProbed() {
        line.say(1, "第一", MINUTE);
        line.pass(300);
        int sent = line.sent.size();
        line.probe();

        assertThat(chip.begun).containsExactly("第一");
        assertThat(line.sent).hasSize(sent);
    }

    @Test
    void aClosedLineGivesBackWhatItHadNotBegun() {
        line.say(1, "第一", MINUTE);
        line.say(2, "第二", MINUTE);
        line.pass(200);

        assertThat(line.conversation.close()).containsExactly(new Failed(1, Reason.LINE_CLOSED, true), new Returned(2));
        assertThat(line.conversation.wakeAt()).isEmpty();
    }

    @Test
    void aLateAnswerToAStatusQueryIsNotTakenForARefusal() {
        ChipConversation talk = new ChipConversation(new Syn6288(), ChipTiming.USUAL, 0);
        assertThat(talk.tick(0).send()).hasSize(1);
        assertThat(talk.tick(600).send()).isEmpty();
        assertThat(talk.say(new Speech(1, "第一", MINUTE), 600).send()).hasSize(1);

        assertThat(talk.received(new byte[] {0x4E}, 620).events()).isEmpty();
        assertThat(talk.received(new byte[] {0x41}, 640).events()).containsExactly(new Accepted(1));
        assertThat(talk.received(new byte[] {0x4F}, 1_400).events()).containsExactly(new Spoken(1));
        assertThat(talk.tick(MINUTE).send()).isEmpty();
    }

    @Test
    void twoLateAnswersToAStatusQueryDoNotCauseASecondSpeaking() {
        ChipConversation talk = new ChipConversation(new Syn6288(), ChipTiming.USUAL, 0);
        talk.tick(600);
        talk.say(new Speech(1, "第一", MINUTE), 600);

        assertThat(talk.received(new byte[] {0x4E}, 620).send()).isEmpty();
        assertThat(talk.received(new byte[] {0x4F}, 640).send()).isEmpty();
        assertThat(talk.received(new byte[] {0x41}, 660).events()).containsExactly(new Accepted(1));
    }

    @Test
    void theAcceptanceOfAStatusQueryIsNotThatOfTheRefusedFrame() {
        ChipConversation talk = new ChipConversation(new Syn6288(), ChipTiming.USUAL, 0);
        talk.tick(600);
        talk.say(new Speech(1, "第一", MINUTE), 600);
        talk.received(new byte[] {0x45}, 620);
        assertThat(GoldenFrames.hex(talk.tick(870).send().getFirst())).isEqualTo("FD 00 02 21 DE");

        assertThat(talk.received(new byte[] {0x41}, 880).events()).isEmpty();
        assertThat(talk.received(new byte[] {0x4F}, 890).events()).isEmpty();
        assertThat(talk.tick(1_040).send()).hasSize(1);
        assertThat(talk.received(new byte[] {0x41}, 1_060).events()).containsExactly(new Accepted(1));
    }

    @Test
    void anOldIdleIsNotTheEndOfTheNextSentence() {
        ChipConversation talk = new ChipConversation(new Syn6288(), ChipTiming.USUAL, 0);
        talk.received(NO_BYTES, 600);
        talk.say(new Speech(1, "第一", MINUTE), 600);

        assertThat(talk.received(new byte[] {0x4F, 'x', 0x41}, 650).events()).containsExactly(new Accepted(1));
        assertThat(talk.received(new byte[] {0x4F, 0x4F}, 2_000).events()).containsExactly(new Spoken(1));
        assertThat(talk.ignoredBytes()).isEqualTo(1);
    }

    private long framesOfText() {
        List<byte[]> sent = line.sent;
        return sent.stream().filter(frame -> frame[3] == 0x01).count();
    }
}
