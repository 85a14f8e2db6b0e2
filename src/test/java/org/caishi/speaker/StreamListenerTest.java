/** A listener of the stream hears silence at the pace of the clock and sentences whole; one that does not keep up is dropped. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamListenerTest {
    private static final long FRAME = TimeUnit.MILLISECONDS.toNanos(Pcm.FRAME_MILLIS);

    private final AtomicInteger said = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** Reads the clock once a round: each reading is one frame later, and the last one ends the stream. */
    private static final class Rounds {
        private final AtomicLong now = new AtomicLong();
        private final int most;
        private StreamListener listener = new StreamListener("", () -> 0);

        Rounds(int most) {
            this.most = most;
        }

        StreamListener listener() {
            listener = new StreamListener("token", this::next);
            return listener;
        }

        private long next() {
            long round = now.getAndIncrement();
            if (round > most) {
                listener.close();
            }
            return round * FRAME;
        }
    }

    @Test
    void whatNobodySaysIsSilenceInsideAnEndlessFile() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Rounds(5).listener().run(out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(Wav.isWhole(out.toByteArray())).isTrue();
        assertThat(file.getInt(4)).isEqualTo(-1);
        assertThat(file.getInt(24)).isEqualTo(16_000);
        assertThat(file.getInt(28)).isEqualTo(32_000);
        assertThat(file.getInt(40)).isEqualTo(-1);
        byte[] sound = Arrays.copyOfRange(out.toByteArray(), Wav.HEAD, out.size());
        assertThat(sound.length)
                .as("five rounds, and what it is ahead")
                .isEqualTo((5 + StreamListener.AHEAD_FRAMES) * Pcm.FRAME_BYTES);
        assertThat(sound).containsOnly((byte) 0);
    }

    @Test
    void aSentenceIsHeardWholeAndThenItIsSilentAgain() throws Exception {
        StreamListener listener = new Rounds(40).listener();
        StreamedSound sound = sound(Pcm.FRAME_BYTES + 400, 1);
        listener.play(sound);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        listener.run(out);
        byte[] heard = Arrays.copyOfRange(out.toByteArray(), Wav.HEAD, out.size());
        int loud = Pcm.FRAME_BYTES + 400;
        assertThat(Arrays.copyOf(heard, loud)).containsOnly((byte) 7);
        assertThat(Arrays.copyOfRange(heard, loud, heard.length)).containsOnly((byte) 0);
        assertThat(said).hasValue(1);
        assertThat(lost).hasValue(0);
        assertThat(sound.isOver()).isTrue();
    }

    @Test
    void whoDoesNotReadForThreeSecondsIsDroppedAndItsSentenceIsLost() throws Exception {
        AtomicLong now = new AtomicLong();
        StreamListener listener = new StreamListener("token", now::get);
        listener.play(sound(10 * Pcm.FRAME_BYTES, 1));
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void flush() {
                now.addAndGet((StreamListener.SLOW_FRAMES + 1) * FRAME);
            }
        };
        listener.run(stuck);
        assertThat(said).hasValue(0);
        assertThat(lost).hasValue(1);
        listener.play(sound(1, 1));
        assertThat(lost).as("nothing is kept for who has gone").hasValue(2);
    }

    @Test
    void aPlayerThatHasGoneLosesItsSentenceButAnothersIsSaid() throws Exception {
        StreamedSound sound = sound(2 * Pcm.FRAME_BYTES, 2);
        StreamListener gone = new Rounds(10).listener();
        gone.play(sound);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> gone.run(broken)).hasMessage("gone");
        assertThat(lost).hasValue(0);
        StreamListener there = new Rounds(10).listener();
        there.play(sound);
        there.run(new ByteArrayOutputStream());
        assertThat(said).hasValue(1);
        assertThat(lost).hasValue(0);
    }

    @Test
    void onlyAFewSentencesAreKeptForAPlayer() {
        StreamListener listener = new StreamListener("token", () -> 0);
        for (int i = 0; i < 10; i++) {
            listener.play(sound(1, 1));
        }
        assertThat(lost).hasValue(6);
    }

    @Test
    void theRateIsChangedAndTheToneStays() {
        byte[] wav = tone(22_050, 1, 16);
        ByteBuffer samples = ByteBuffer.wrap(Pcm.of(wav)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(samples.remaining()).isEqualTo(Pcm.RATE * Pcm.SAMPLE_BYTES);
        int crossings = 0;
        short former = 0;
        while (samples.hasRemaining()) {
            short sample = samples.getShort();
            crossings += former < 0 && sample >= 0 ? 1 : 0;
            former = sample;
        }
        assertThat(crossings).as("a tone of 441 Hz").isBetween(438, 442);
        assertThatThrownBy(() -> Pcm.of(tone(22_050, 2, 16))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pcm.of(tone(22_050, 1, 8))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pcm.of(new byte[100])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongSentenceKeepsItsLength() {
        byte[] wav = new byte[Wav.HEAD + 20 * 22_050 * 2];
        System.arraycopy(tone(22_050, 1, 16), 0, wav, 0, Wav.HEAD);
        assertThat(Pcm.of(wav)).hasSize(20 * Pcm.RATE * Pcm.SAMPLE_BYTES);
    }

    /** One second of a triangle of 50 samples. */
    private static byte[] tone(int rate, int channels, int bits) {
        ByteBuffer file = ByteBuffer.allocate(Wav.HEAD + rate * 2).order(ByteOrder.LITTLE_ENDIAN);
        file.put(Pcm.endlessHead());
        file.putShort(22, (short) channels).putInt(24, rate).putShort(34, (short) bits);
        for (int i = 0; i < rate; i++) {
            int step = i % 50;
            file.putShort((short) ((step < 25 ? step * 2 - 25 : 75 - step * 2) * 400));
        }
        return file.array();
    }

    private StreamedSound sound(int length, int listeners) {
        byte[] samples = new byte[length];
        Arrays.fill(samples, (byte) 7);
        return new StreamedSound(samples, listeners, said::incrementAndGet, lost::incrementAndGet);
    }
}
