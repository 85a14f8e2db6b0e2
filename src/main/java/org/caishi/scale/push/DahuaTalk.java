/** One conversation with a Dahua TM scale: a command at a time, sent again while it stays unanswered. */
package org.caishi.scale.push;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.caishi.device.Wire;
import org.caishi.scale.protocol.DahuaAnswer;
import org.caishi.scale.protocol.DahuaPlu;
import org.caishi.scale.protocol.DahuaRequest;
import org.jspecify.annotations.Nullable;

/** The wire's reads wait far longer than an answer may take, so a thread of its own reads. */
final class DahuaTalk implements AutoCloseable {
    private static final int LONGEST_LINE = 1_024;
    private static final int MOST_LINES = 64;
    private static final int END_OF_ANSWER = 0x03;

    /** @param sends of one command at the most */
    record Timing(Duration answerWithin, int sends) {
        /** As the maker advises. */
        static final Timing USUAL = new Timing(Duration.ofMillis(2_500), 4);
    }

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_LINES);
    private final Wire wire;
    private final Timing timing;
    private final Thread reader;
    private volatile @Nullable IOException ended;

    DahuaTalk(Wire wire, Timing timing) {
        this.wire = wire;
        this.timing = timing;
        this.reader = Thread.ofVirtual().name("dahua-" + wire.describe()).start(this::read);
    }

    /** The goods under a number; empty when there are none. */
    Optional<DahuaPlu> goods(int number) throws IOException, InterruptedException {
        DahuaAnswer answer = ask(DahuaRequest.read(number), said -> switch (said) {
            case DahuaAnswer.Goods(DahuaPlu plu) -> plu.number() == number;
            case DahuaAnswer.NoGoods(int none) -> none == number;
            case DahuaAnswer.Refused _ -> true;
            case DahuaAnswer.Written _ -> false;
        });
        return switch (answer) {
            case DahuaAnswer.Goods(DahuaPlu plu) -> Optional.of(plu);
            case DahuaAnswer.Refused(String text) -> throw new Refusal(text);
            case DahuaAnswer.NoGoods _, DahuaAnswer.Written _ -> Optional.empty();
        };
    }

    void write(DahuaPlu plu) throws IOException, InterruptedException {
        DahuaAnswer answer = ask(DahuaRequest.write(plu), said -> switch (said) {
            case DahuaAnswer.Written(int number) -> number == plu.number();
            case DahuaAnswer.Refused _ -> true;
            case DahuaAnswer.Goods _, DahuaAnswer.NoGoods _ -> false;
        });
        if (answer instanceof DahuaAnswer.Refused(String text)) {
            throw new Refusal(text);
        }
    }

    private DahuaAnswer ask(byte[] command, Predicate<DahuaAnswer> isMeant) throws IOException, InterruptedException {
        lines.clear(); // an answer that came too late is not this command's
        for (int send = 0; send < timing.sends(); send++) {
            wire.out().write(command);
            wire.out().flush();
            long until = System.nanoTime() + timing.answerWithin().toNanos();
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                String line = lines.poll(left, TimeUnit.NANOSECONDS);
                Optional<DahuaAnswer> answer =
                        line == null ? Optional.empty() : DahuaAnswer.read(line).filter(isMeant);
                if (answer.isPresent()) {
                    return answer.get();
                }
                throwIfEnded();
            }
        }
        throw new Silence();
    }

    private void throwIfEnded() throws IOException {
        IOException end = ended;
        if (end != null && lines.isEmpty()) {
            throw new IOException("the scale has ended the connection", end);
        }
    }

    private void read() {
        StringBuilder line = new StringBuilder();
        byte[] buffer = new byte[LONGEST_LINE];
        try {
            InputStream in = wire.in();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (char each : new String(buffer, 0, count, ISO_8859_1).toCharArray()) {
                    take(each, line);
                }
            }
            ended = new IOException("end of stream");
        } catch (IOException | RuntimeException end) {
            ended = new IOException(end);
        }
        lines.offer("");
    }

    private void take(char each, StringBuilder line) {
        boolean ends = each == '\r' || each == '\n' || each == END_OF_ANSWER;
        if (!ends && line.length() < LONGEST_LINE) {
            line.append(each);
        }
        if (ends && !line.isEmpty()) {
            lines.offer(line.toString());
            line.setLength(0);
        }
    }

    /** The reader ends with the wire. */
    @Override
    public void close() {
        wire.close();
        reader.interrupt();
    }

    /** No answer to a command, however often it was sent. */
    static final class Silence extends IOException {
        private static final long serialVersionUID = 1L;

        Silence() {
            super("the scale does not answer");
        }
    }

    /** The scale answered, and did not do it. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;

        Refusal(String text) {
            super(text);
        }
    }
}
