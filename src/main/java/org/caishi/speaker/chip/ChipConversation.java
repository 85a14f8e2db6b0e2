/** The flow control of one speech chip: one sentence at a time, in order, each at most once, none of them cut off. */
package org.caishi.speaker.chip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.caishi.speaker.chip.ChipEvent.Accepted;
import org.caishi.speaker.chip.ChipEvent.Expired;
import org.caishi.speaker.chip.ChipEvent.Failed;
import org.caishi.speaker.chip.ChipEvent.Reason;
import org.caishi.speaker.chip.ChipEvent.Repeated;
import org.caishi.speaker.chip.ChipEvent.Returned;
import org.caishi.speaker.chip.ChipEvent.Spoken;

/**
 * Pure: the owner of the line calls {@link #say}, {@link #received} and {@link #tick} with the time, writes what a
 * {@link Step} holds and books its events. Not thread-safe. Time is any millisecond count that does not go back.
 *
 * <p>A chip that gets a frame while it speaks drops the rest of its sentence, so a frame is sent only to a chip that is
 * idle. A frame is sent a second time only after a refusal, when it is certain that nothing of it was spoken; after an
 * acceptance or after silence, never.
 */
public final class ChipConversation {
    /** Announcements that wait; a stall takes payments slower than a chip speaks, so a fuller queue is a stuck chip. */
    public static final int QUEUE = 32;

    private static final int REMEMBERED = 256;

    private final SpeechChip chip;
    private final ChipTiming timing;
    private final ChipAnswers answers = new ChipAnswers();
    private final Deque<Utterance> waiting = new ArrayDeque<>();
    private final Deque<Long> perhapsHeard = new ArrayDeque<>();
    private List<byte[]> sending = new ArrayList<>();
    private List<ChipEvent> events = new ArrayList<>();
    private ChipPhase phase;

    /** A conversation over a line just opened. The first call asks the chip whether it is still speaking. */
    public ChipConversation(SpeechChip chip, ChipTiming timing, long nowMillis) {
        this.chip = chip;
        this.timing = timing;
        this.phase = new ChipPhase.Finding(nowMillis, nowMillis, false, nowMillis + timing.status());
    }

    /**
     * What to write to the line, in order and each in one write, and what happened.
     *
     * @param send frames
     * @param events in the order in which they happened
     */
    public record Step(List<byte[]> send, List<ChipEvent> events) {}

    /** Takes an announcement in; it is spoken when its turn comes. */
    public Step say(Speech speech, long nowMillis) {
        List<byte[]> frames = chip.frames(speech.voice(), speech.text());
        dropExpired(nowMillis);
        if (isKnown(speech.id())) {
            events.add(new Repeated(speech.id()));
        } else if (frames.isEmpty()) {
            events.add(new Failed(speech.id(), Reason.UNSPEAKABLE, false));
        } else if (waiting.size() >= QUEUE) {
            events.add(new Failed(speech.id(), Reason.QUEUE_FULL, false));
        } else {
            waiting.addLast(new Utterance(speech, frames, 0, false));
        }
        return advance(nowMillis);
    }

    /** Bytes from the chip, in any chunks. What comes in one chunk was all said before our next frame. */
    public Step received(byte[] bytes, long nowMillis) {
        for (ChipAnswer answer : answers.read(bytes)) {
            phase = heard(answer, nowMillis);
        }
        return advance(nowMillis);
    }

    /** Asks a chip that has nothing to do how it is: the line is not silent, and one that is dead is noticed. */
    public Step probe(long nowMillis) {
        if (phase instanceof ChipPhase.Idle idle && nowMillis >= idle.from() && waiting.isEmpty()) {
            phase = new ChipPhase.Finding(nowMillis, nowMillis, false, nowMillis + timing.status());
        }
        return advance(nowMillis);
    }

    /** Time has passed; see {@link #wakeAt}. */
    public Step tick(long nowMillis) {
        return advance(nowMillis);
    }

    /** When the next {@link #tick} is due at the latest; empty when only a call can change anything. */
    public OptionalLong wakeAt() {
        OptionalLong next = phase instanceof ChipPhase.Idle idle && !waiting.isEmpty()
                ? OptionalLong.of(idle.from())
                : phase.wakeAt();
        for (Utterance utterance : waiting) {
            next = OptionalLong.of(Math.min(next.orElse(Long.MAX_VALUE), utterance.lateAt()));
        }
        return next;
    }

    /** Bytes that were no answer; see {@link ChipAnswers#ignored}. */
    public long ignoredBytes() {
        return answers.ignored();
    }

    /** The line is gone: ends everything that was under way or waiting. The conversation is not used afterwards. */
    public List<ChipEvent> close() {
        phase.current().ifPresent(current -> events.add(new Failed(current.id(), Reason.LINE_CLOSED, true)));
        for (Utterance utterance : waiting) {
            events.add(
                    utterance.begun()
                            ? new Failed(utterance.id(), Reason.LINE_CLOSED, true)
                            : new Returned(utterance.id()));
        }
        waiting.clear();
        phase = new ChipPhase.Idle(Long.MAX_VALUE);
        return drained().events();
    }

    private ChipPhase heard(ChipAnswer answer, long now) {
        return switch (phase) {
            case ChipPhase.Idle idle -> idle;
            case ChipPhase.Finding finding -> heardWhileFinding(finding, answer, now);
            case ChipPhase.Sent sent -> heardAfterSending(sent, answer, now);
            case ChipPhase.Speaking speaking -> heardWhileSpeaking(speaking, answer, now);
        };
    }

    private ChipPhase heardWhileFinding(ChipPhase.Finding finding, ChipAnswer answer, long now) {
        return switch (answer) {
            case IDLE, READY -> now < finding.heedFrom() ? finding : idle(finding.asked(), now);
            case BUSY -> finding.stillBusy(Math.max(finding.assumeIdleAt(), now + timing.busy()));
            case ACCEPTED -> lateAcceptance(finding, now);
            case REJECTED -> finding;
        };
    }

    /**
     * What looked like the refusal of a frame was a late answer to a status query, if the acceptance still comes: the
     * chip is speaking it.
     */
    private ChipPhase lateAcceptance(ChipPhase.Finding finding, long now) {
        Utterance first = waiting.peekFirst();
        if (first == null || !first.refused() || now >= finding.heedFrom()) {
            return finding;
        }
        waiting.removeFirst();
        return accepted(first, now);
    }

    /** Idle and ready are ignored: they were said before the frame arrived. If it is lost, silence will tell. */
    private ChipPhase heardAfterSending(ChipPhase.Sent sent, ChipAnswer answer, long now) {
        return switch (answer) {
            case ACCEPTED -> accepted(sent.utterance(), now);
            case REJECTED -> refused(sent.utterance(), now, timing.status());
            case BUSY -> refused(sent.utterance(), now, timing.busy());
            case IDLE, READY -> sent;
        };
    }

    private ChipPhase heardWhileSpeaking(ChipPhase.Speaking speaking, ChipAnswer answer, long now) {
        Utterance utterance = speaking.utterance();
        return switch (answer) {
            case IDLE -> {
                ended(utterance);
                yield idle(speaking.asked(), now);
            }
            case READY -> {
                events.add(new Failed(utterance.id(), Reason.RESET, true));
                yield new ChipPhase.Idle(now);
            }
            case BUSY -> speaking.stillBusy(now + timing.poll(), now + timing.busy());
            case ACCEPTED, REJECTED -> speaking;
        };
    }

    private ChipPhase accepted(Utterance utterance, long now) {
        if (!utterance.begun()) {
            remember(utterance.id());
            events.add(new Accepted(utterance.id()));
        }
        int length = utterance.frame().length;
        return new ChipPhase.Speaking(utterance, now + timing.expected(length), false, now + timing.longest(length));
    }

    private ChipPhase refused(Utterance utterance, long now, long believedMillis) {
        if (utterance.refused()) {
            events.add(new Failed(utterance.id(), Reason.REFUSED, utterance.begun()));
        } else {
            waiting.addFirst(utterance.afterRefusal());
        }
        long again = now + timing.pause();
        return new ChipPhase.Finding(again, again, false, again + believedMillis);
    }

    private void ended(Utterance utterance) {
        if (utterance.isLast()) {
            events.add(new Spoken(utterance.id()));
        } else {
            waiting.addFirst(utterance.next());
        }
    }

    private ChipPhase idle(boolean answerMayFollow, long now) {
        return new ChipPhase.Idle(answerMayFollow ? now + timing.settle() : now);
    }

    /** Lets time do its part, then begins the next sentence if the chip is free. */
    private Step advance(long now) {
        dropExpired(now);
        phase = switch (phase) {
            case ChipPhase.Idle idle -> idle;
            case ChipPhase.Finding finding -> findOn(finding, now);
            case ChipPhase.Sent sent -> now < sent.answerBy() ? sent : silent(sent.utterance(), now);
            case ChipPhase.Speaking speaking -> listenOn(speaking, now);
        };
        if (phase instanceof ChipPhase.Idle idle && now >= idle.from() && !waiting.isEmpty()) {
            Utterance next = waiting.removeFirst();
            sending.add(next.frame());
            phase = new ChipPhase.Sent(next, now + timing.answer());
        }
        return drained();
    }

    private ChipPhase findOn(ChipPhase.Finding finding, long now) {
        if (now >= finding.assumeIdleAt()) {
            return new ChipPhase.Idle(now);
        }
        if (now < finding.askAt()) {
            return finding;
        }
        sending.add(chip.command(ChipCommand.STATUS));
        return finding.askedAgain(now + timing.poll());
    }

    /** No answer to a frame: it may be spoken now, so the chip is left in peace until it is sure to be done. */
    private ChipPhase silent(Utterance utterance, long now) {
        remember(utterance.id());
        events.add(new Failed(utterance.id(), Reason.SILENCE, true));
        return findOn(new ChipPhase.Finding(now, now, false, now + timing.longest(utterance.frame().length)), now);
    }

    private ChipPhase listenOn(ChipPhase.Speaking speaking, long now) {
        if (now >= speaking.giveUpAt()) {
            events.add(new Failed(speaking.utterance().id(), Reason.NO_END, true));
            return new ChipPhase.Idle(now);
        }
        if (now < speaking.askAt()) {
            return speaking;
        }
        sending.add(chip.command(ChipCommand.STATUS));
        return speaking.askedAgain(now + timing.poll());
    }

    /** What has begun is said to its end; only what has not is late. */
    private void dropExpired(long now) {
        waiting.removeIf(utterance -> {
            boolean late = now >= utterance.lateAt();
            if (late) {
                events.add(new Expired(utterance.id()));
            }
            return late;
        });
    }

    private boolean isKnown(long id) {
        return perhapsHeard.contains(id)
                || waiting.stream().anyMatch(utterance -> utterance.id() == id)
                || phase.current().filter(current -> current.id() == id).isPresent();
    }

    private void remember(long id) {
        perhapsHeard.addLast(id);
        if (perhapsHeard.size() > REMEMBERED) {
            perhapsHeard.removeFirst();
        }
    }

    private Step drained() {
        Step step = new Step(List.copyOf(sending), List.copyOf(events));
        sending = new ArrayList<>();
        events = new ArrayList<>();
        return step;
    }
}
