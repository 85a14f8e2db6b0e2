/** A virtual SYN6288 at the far end of a serial cable, speaking in real time. */
package org.caishi.speaker.chip;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.caishi.testing.Pty;

public final class PluggedInChip {
    private static final long STEP_MILLIS = 5;

    private final VirtualChip chip;
    private final Pty pty;
    private byte[] unread = new byte[0];

    private PluggedInChip(VirtualChip chip, Pty pty) {
        this.chip = chip;
        this.pty = pty;
    }

    /** It lives until the cable is pulled. */
    public static PluggedInChip into(Pty pty, VirtualChip chip) {
        PluggedInChip plugged = new PluggedInChip(chip, pty);
        Thread.ofPlatform().daemon().name("chip hears").start(plugged::listen);
        Thread.ofPlatform().daemon().name("chip answers").start(plugged::answer);
        return plugged;
    }

    public List<String> begun() {
        synchronized (chip) {
            return List.copyOf(chip.begun);
        }
    }

    public List<String> finished() {
        synchronized (chip) {
            return List.copyOf(chip.finished);
        }
    }

    public int cutOff() {
        synchronized (chip) {
            return chip.cutOff;
        }
    }

    private void listen() {
        try {
            for (int idle = 0; idle < 2_000; ) {
                byte[] bytes = pty.read(512);
                idle = bytes.length == 0 ? idle + 1 : 0;
                if (bytes.length == 0) {
                    TimeUnit.MILLISECONDS.sleep(STEP_MILLIS); // nobody has opened the port yet
                } else {
                    takeFrames(bytes);
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeFrames(byte[] bytes) {
        int before = unread.length;
        unread = Arrays.copyOf(unread, before + bytes.length);
        System.arraycopy(bytes, 0, unread, before, bytes.length);
        synchronized (chip) {
            while (unread.length >= 3) {
                int length = 3 + (Byte.toUnsignedInt(unread[1]) << 8 | Byte.toUnsignedInt(unread[2]));
                if (unread.length < length) {
                    return;
                }
                chip.hears(Arrays.copyOf(unread, length), now());
                unread = Arrays.copyOfRange(unread, length, unread.length);
            }
        }
    }

    private void answer() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
                byte[] said;
                synchronized (chip) {
                    said = chip.says(now());
                }
                if (said.length > 0) {
                    pty.write(said);
                }
            }
        } catch (InterruptedException | IllegalStateException pulled) {
            // The test has ended.
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
