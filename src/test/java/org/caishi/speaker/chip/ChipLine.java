/** A conversation and a virtual chip on one slow line, with the time of both in hand. */
package org.caishi.speaker.chip;

import java.util.ArrayList;
import java.util.List;
import org.caishi.speaker.chip.ChipConversation.Step;

/** The conversation is woken only when it asked to be, so a wrong wish is seen as a hang. */
final class ChipLine {
    static final long STEP_MILLIS = 10;

    final VirtualChip chip;
    final ChipConversation conversation;
    final List<ChipEvent> events = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    long now;

    private final long delayMillis;
    private final boolean byteByByte;
    private final List<Parcel> toChip = new ArrayList<>();
    private final List<Parcel> fromChip = new ArrayList<>();

    ChipLine(SpeechChip kind, VirtualChip chip, long delayMillis, boolean byteByByte) {
        this.chip = chip;
        this.delayMillis = delayMillis;
        this.byteByByte = byteByByte;
        this.conversation = new ChipConversation(kind, ChipTiming.USUAL, 0);
    }

    void say(long id, String text, long lifeMillis) {
        did(conversation.say(new Speech(id, text, now + lifeMillis), now));
    }

    void probe() {
        did(conversation.probe(now));
    }

    void pass(long millis) {
        for (long until = now + millis; now < until; now += STEP_MILLIS) {
            deliver();
            if (conversation.wakeAt().orElse(Long.MAX_VALUE) <= now) {
                did(conversation.tick(now));
            }
        }
    }

    private void deliver() {
        for (Parcel parcel : arrived(toChip)) {
            chip.hears(parcel.bytes(), now);
        }
        byte[] said = chip.says(now);
        if (said.length > 0) {
            fromChip.add(new Parcel(said, now + delayMillis));
        }
        for (Parcel parcel : arrived(fromChip)) {
            receive(parcel.bytes());
        }
    }

    private void receive(byte[] bytes) {
        if (!byteByByte) {
            did(conversation.received(bytes, now));
            return;
        }
        for (byte one : bytes) {
            did(conversation.received(new byte[] {one}, now));
        }
    }

    private void did(Step step) {
        for (byte[] frame : step.send()) {
            sent.add(frame);
            toChip.add(new Parcel(frame, now + delayMillis));
        }
        events.addAll(step.events());
    }

    private List<Parcel> arrived(List<Parcel> line) {
        List<Parcel> here = line.stream().filter(parcel -> parcel.at() <= now).toList();
        line.removeAll(here);
        return here;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Parcel(byte[] bytes, long at) {}
}
