/** One player that listens to a stream: silence at the pace of the clock, and sentences in between, until it goes. */
package org.caishi.speaker;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Holds a few references to sentences and one frame, however slow the player is. */
final class StreamListener {
    /** So far it is ahead of the clock: what a player keeps against the network's hiccups. */
    static final int AHEAD_FRAMES = 5;

    /** Three seconds behind the clock it is dropped: a sentence would come when it is no news. */
    static final int SLOW_FRAMES = 30;

    /** Between two sentences. */
    private static final int PAUSE_FRAMES = 5;

    private static final int SENTENCES = 4;
    private static final long NANOS_A_FRAME = TimeUnit.MILLISECONDS.toNanos(Pcm.FRAME_MILLIS);

    private final Queue<StreamedSound> waiting = new ArrayBlockingQueue<>(SENTENCES);
    private final String token;
    private final LongSupplier nanos;
    private final byte[] frame = new byte[Pcm.FRAME_BYTES];
    private volatile boolean closed;
    private @Nullable StreamedSound playing;
    private int played;
    private int pause;

    /**
     * @param token with which it came
     * @param nanos a clock that only goes forward
     */
    StreamListener(String token, LongSupplier nanos) {
        this.token = token;
        this.nanos = nanos;
    }

    String token() {
        return token;
    }

    /** Takes a sentence to be played after those it has; one that has no room for it will not hear it. */
    void play(StreamedSound sound) {
        if (closed || !waiting.offer(sound)) {
            sound.over(false);
        } else if (closed) {
            forgetWaiting();
        }
    }

    /** It ends within a tenth of a second. */
    void close() {
        closed = true;
    }

    /**
     * Writes until it is closed, or too slow.
     *
     * @throws IOException when the player has gone
     */
    void run(OutputStream out) throws IOException, InterruptedException {
        try {
            out.write(Pcm.endlessHead());
            long begun = nanos.getAsLong();
            long written = 0;
            while (!closed) {
                long due = (nanos.getAsLong() - begun) / NANOS_A_FRAME + AHEAD_FRAMES;
                if (due - written > SLOW_FRAMES) {
                    return;
                }
                for (; written < due && !closed; written++) {
                    write(out);
                }
                out.flush();
                TimeUnit.MILLISECONDS.sleep(Pcm.FRAME_MILLIS);
            }
        } finally {
            closed = true;
            if (playing != null) {
                playing.over(false);
            }
            forgetWaiting();
        }
    }

    private void write(OutputStream out) throws IOException {
        Arrays.fill(frame, (byte) 0);
        if (pause > 0) {
            pause--;
        } else if (playing == null) {
            playing = waiting.poll();
            played = 0;
        }
        StreamedSound sound = playing;
        if (sound == null) {
            out.write(frame);
            return;
        }
        int bytes = Math.min(frame.length, sound.length() - played);
        sound.copy(played, frame, bytes);
        out.write(frame);
        played += bytes;
        if (played >= sound.length()) {
            playing = null;
            pause = PAUSE_FRAMES;
            sound.over(true);
        }
    }

    private void forgetWaiting() {
        for (StreamedSound sound = waiting.poll(); sound != null; sound = waiting.poll()) {
            sound.over(false);
        }
    }
}
