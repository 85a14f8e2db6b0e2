/** A speech chip as the data sheets describe it, with the bad days of a real one, and a listener who notes everything. */
package org.caishi.speaker.chip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

public final class VirtualChip {
    private static final int IDLE = 0x4F;
    private static final int BUSY = 0x4E;
    private static final int READY = 0x4A;
    private static final int ACCEPTED = 0x41;
    private static final int REJECTED = 0x45;
    private static final long BEEP_MILLIS = 800;

    /** What happens to the next frame of text. */
    enum Mood {
        NORMAL,
        REJECTS,
        BUSY,
        /** The frame is lost on the line. */
        DEAF,
        /** It speaks, but its acceptance is lost on the line. */
        LOSES_ACCEPTANCE,
        /** It speaks, but the report of the end is lost on the line. */
        LOSES_END,
        RESETS
    }

    final List<String> begun = new ArrayList<>();
    final List<String> finished = new ArrayList<>();
    int cutOff;

    private final boolean checksum;
    private final boolean answersStatus;
    private final boolean acceptsStatus;
    private final long millisPerByte;
    private final Deque<Mood> moods = new ArrayDeque<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private @Nullable String speaking;
    private Mood mood = Mood.NORMAL;
    private long endsAt;
    private boolean beeping;

    VirtualChip(SpeechChip like, boolean answersStatus, boolean acceptsStatus, long millisPerByte) {
        this.checksum = like instanceof Syn6288;
        this.answersStatus = answersStatus;
        this.acceptsStatus = acceptsStatus;
        this.millisPerByte = millisPerByte;
    }

    void willBe(Mood... next) {
        moods.addAll(List.of(next));
    }

    /** Speaks of its own accord, as a chip does that was told by somebody before us. */
    void isSpeaking(String text, long until) {
        speaking = text;
        mood = Mood.NORMAL;
        endsAt = until;
    }

    void hears(byte[] frame, long now) {
        tick(now);
        if (checksum && !isWhole(frame)) {
            said.write(REJECTED);
        } else if (frame[3] == 0x21) {
            status();
        } else if (frame[3] == 0x01) {
            text(frame, now);
        }
    }

    /** The bytes it has sent up to now. */
    byte[] says(long now) {
        tick(now);
        byte[] bytes = said.toByteArray();
        said.reset();
        return bytes;
    }

    static boolean isWhole(byte[] frame) {
        int xor = 0;
        for (byte one : frame) {
            xor ^= one;
        }
        int length = Byte.toUnsignedInt(frame[1]) << 8 | Byte.toUnsignedInt(frame[2]);
        return xor == 0 && length == frame.length - 3;
    }

    private void status() {
        if (answersStatus) {
            if (acceptsStatus) {
                said.write(ACCEPTED);
            }
            said.write(speaking != null || beeping ? BUSY : IDLE);
        }
    }

    private void text(byte[] frame, long now) {
        Mood next = moods.isEmpty() ? Mood.NORMAL : moods.removeFirst();
        if (beeping) {
            said.write(BUSY);
            return;
        }
        switch (next) {
            case DEAF -> {}
            case REJECTS -> said.write(REJECTED);
            case BUSY -> {
                said.write(BUSY);
                beeping = true;
                endsAt = now + BEEP_MILLIS;
            }
            case LOSES_ACCEPTANCE -> begin(frame, next, now);
            case NORMAL, LOSES_END, RESETS -> {
                said.write(ACCEPTED);
                begin(frame, next, now);
            }
        }
    }

    private void begin(byte[] frame, Mood next, long now) {
        if (speaking != null) {
            cutOff++;
        }
        int length = frame.length - 5 - (checksum ? 1 : 0);
        speaking = new String(frame, 5, length, Charset.forName("GBK"));
        begun.add(speaking);
        mood = next;
        endsAt = now + millisPerByte * length / (next == Mood.RESETS ? 2 : 1);
    }

    private void tick(long now) {
        if (beeping && now >= endsAt) {
            beeping = false;
            said.write(IDLE);
        }
        String text = speaking;
        if (text == null || now < endsAt) {
            return;
        }
        speaking = null;
        if (mood == Mood.RESETS) {
            said.write(READY);
            return;
        }
        finished.add(text);
        if (mood != Mood.LOSES_END) {
            said.write(IDLE);
        }
    }
}
