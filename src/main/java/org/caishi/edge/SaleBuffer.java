/** Keeps sales on disk, in the order in which they came, until the centre has answered each of them. */
package org.caishi.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounded in bytes: when it is full, new sales are refused and stay on their scales; none that it has taken is given up.
 * One thread adds, another reads; both may ask for the counts.
 */
final class SaleBuffer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SaleBuffer.class);
    private static final long LARGEST_SEGMENT = 4 * 1024 * 1024;
    private static final long SMALLEST_SEGMENT = 4 * 1024;
    private static final int SEGMENTS = 16;

    private final Path folder;
    private final long mostBytes;
    private final long segmentBytes;
    private final DiskRoom room;
    private final ForwardMark mark;
    private final SetAside setAside;
    /** The oldest first; the last one is added to. */
    private final Deque<Segment> segments = new ArrayDeque<>();

    private long lastNumber;
    private long forwarded;
    /** The mark is written and what is done with has gone; where that failed it is tried again. */
    private boolean cleared = true;
    /** Where the next record is read: a segment's first number, and a place in it. */
    private long readSegment;

    private long readOffset;
    /** Of the records that were read, or stepped over. */
    private long lastRead;

    private SaleBuffer(Path folder, long mostBytes, DiskRoom room, ForwardMark mark, SetAside setAside) {
        this.folder = folder;
        this.room = room;
        this.mostBytes = mostBytes;
        this.segmentBytes = Math.clamp(mostBytes / SEGMENTS, SMALLEST_SEGMENT, LARGEST_SEGMENT);
        this.mark = mark;
        this.setAside = setAside;
    }

    /** What became of a sale that was handed in. */
    enum Kept {
        STORED,
        /** The buffer has reached its bound. */
        FULL,
        /** The disk has hardly room for anybody. */
        NO_ROOM
    }

    /**
     * Opens the buffer as the last run left it, or a new one.
     *
     * @param mostBytes of records and of what was set aside
     * @param leastFree what new sales leave free on the disk, for the mark, what is set aside, and others
     * @param known is shown every record that is there, answered or not, the oldest first
     */
    static SaleBuffer open(Path folder, long mostBytes, long leastFree, Consumer<BufferedSale> known)
            throws IOException {
        Path sales = Files.createDirectories(folder.resolve("sales"));
        SaleBuffer buffer = new SaleBuffer(
                sales,
                mostBytes,
                DiskRoom.of(sales, leastFree),
                new ForwardMark(folder),
                new SetAside(folder.resolve("set-aside")));
        buffer.recover(known);
        return buffer;
    }

    private synchronized void recover(Consumer<BufferedSale> known) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Segment::isSegment).sorted().toList();
        }
        for (Path file : files) {
            segments.add(Segment.open(file));
        }
        // A file goes only when all before the next one is answered, and it may go before the mark is written.
        forwarded = Math.max(
                mark.read(), segments.isEmpty() ? 0 : segments.getFirst().firstNumber() - 1);
        lastNumber = forwarded;
        for (Segment segment : segments) {
            recover(segment, known);
        }
        if (segments.isEmpty()) {
            segments.add(Segment.create(folder, lastNumber + 1));
        }
        readSegment = segments.getFirst().firstNumber();
    }

    private void recover(Segment segment, Consumer<BufferedSale> known) throws IOException {
        if (segment.size() > 0) {
            lastNumber = Math.max(lastNumber, segment.firstNumber());
        }
        for (long offset = 0; ; ) {
            switch (segment.at(offset)) {
                case Segment.Found.Sale(BufferedSale sale, long end) -> {
                    known.accept(sale);
                    lastNumber = Math.max(lastNumber, sale.number());
                    offset = end;
                }
                case Segment.Found.Damaged(long from, long end) -> {
                    if (end == segment.size() && segment == segments.getLast() && segment.isTorn(from)) {
                        setAside.torn(segment.name(), from, segment.bytes(from, end));
                        segment.cut(from);
                        return;
                    }
                    offset = end;
                }
                case Segment.Found.Nothing() -> {
                    return;
                }
            }
        }
    }

    /**
     * Adds sales and returns when they are on the disk, with one answer each.
     *
     * @throws UncheckedIOException when the disk does not take them: none of them is stored
     */
    synchronized List<Kept> add(List<BufferedSale> sales) {
        List<BufferedSale> fitting = new ArrayList<>(sales.size());
        List<Kept> answers = new ArrayList<>(sales.size());
        long bytes = bytes();
        long free = room.left();
        for (BufferedSale sale : sales) {
            int size = Segment.bytes(sale);
            Kept kept = bytes + size > mostBytes ? Kept.FULL : size > free ? Kept.NO_ROOM : Kept.STORED;
            answers.add(kept);
            if (kept == Kept.STORED) {
                bytes += size;
                free -= size;
                fitting.add(sale.numbered(lastNumber + fitting.size() + 1));
            }
        }
        if (!fitting.isEmpty()) {
            try {
                roomyTail().append(fitting);
            } catch (IOException e) {
                throw new UncheckedIOException("the buffer's disk does not take " + fitting.size() + " sales", e);
            }
            lastNumber += fitting.size();
        }
        return answers;
    }

    private Segment roomyTail() throws IOException {
        if (segments.getLast().size() >= segmentBytes) {
            segments.add(Segment.create(folder, lastNumber + 1));
        }
        return segments.getLast();
    }

    /**
     * Reads on from where the last call ended, over what the centre has answered already. What is damaged is set aside.
     *
     * @throws UncheckedIOException when the disk cannot be read
     */
    synchronized List<BufferedSale> next(int most) {
        List<BufferedSale> sales = new ArrayList<>();
        try {
            while (sales.size() < most) {
                Segment segment = reading();
                switch (segment.at(readOffset)) {
                    case Segment.Found.Sale(BufferedSale sale, long end) -> {
                        readOffset = end;
                        lastRead = Math.max(lastRead, sale.number());
                        if (sale.number() > forwarded) {
                            sales.add(sale);
                        }
                    }
                    case Segment.Found.Damaged(long from, long end) -> {
                        setAside.damaged(segment.name(), from, segment.bytes(from, end));
                        readOffset = end;
                    }
                    case Segment.Found.Nothing() -> {
                        if (!stepOn(segment)) {
                            return sales;
                        }
                    }
                }
            }
            return sales;
        } catch (IOException e) {
            throw new UncheckedIOException("the buffer cannot be read", e);
        }
    }

    private Segment reading() {
        return segments.stream()
                .filter(segment -> segment.firstNumber() >= readSegment)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the buffer has no segment to read"));
    }

    private boolean stepOn(Segment done) {
        if (done == segments.getLast()) {
            return false;
        }
        readSegment = done.firstNumber() + 1;
        readSegment = reading().firstNumber();
        readOffset = 0;
        return true;
    }

    /** The number of the last record that {@link #next} has given or stepped over. */
    synchronized long readUpTo() {
        return isReadToItsEnd() ? lastNumber : lastRead;
    }

    /**
     * The centre has answered all records up to this one; files that hold nothing else go. They go first: on a full disk
     * there may be no room for the mark before.
     */
    synchronized void forwarded(long number) {
        if (number > forwarded) {
            forwarded = number;
        } else if (cleared) {
            return;
        }
        boolean told = !cleared;
        cleared = false;
        try {
            if (forwarded == lastNumber && isReadToItsEnd() && isWorthRemoving(segments.getLast())) {
                segments.add(Segment.create(folder, lastNumber + 1));
            }
            while (segments.size() > 1 && isDone(segments.getFirst())) {
                segments.removeFirst().delete();
            }
            if (readSegment < segments.getFirst().firstNumber()) {
                readSegment = segments.getFirst().firstNumber();
                readOffset = 0;
            }
            mark.write(forwarded);
            cleared = true;
        } catch (IOException e) {
            if (!told) {
                LOG.warn("what is forwarded is not yet cleared from the buffer, it will be: {}", e.toString());
            }
        }
    }

    /** A file of answered sales is in the way when it is large, or when the disk has less room than it takes. */
    private boolean isWorthRemoving(Segment last) {
        return last.size() >= segmentBytes / 2 || last.size() > room.left();
    }

    private boolean isReadToItsEnd() {
        return readSegment == segments.getLast().firstNumber()
                && readOffset == segments.getLast().size();
    }

    /** All of it answered, and read, so that what is damaged in it has been set aside. */
    private boolean isDone(Segment segment) {
        Segment following = segments.stream()
                .filter(other -> other.firstNumber() > segment.firstNumber())
                .findFirst()
                .orElseThrow();
        boolean read = readSegment > segment.firstNumber()
                || readSegment == segment.firstNumber() && readOffset == segment.size();
        return read && following.firstNumber() <= forwarded + 1;
    }

    /** Keeps for a person what the centre will never take. */
    synchronized void refused(BufferedSale sale, String reason, String words) {
        try {
            setAside.refused(sale, reason, words);
        } catch (IOException e) {
            throw new UncheckedIOException("a refused sale cannot be set aside", e);
        }
    }

    /** The names of refused sales that lie aside, each scale's in their order. */
    synchronized List<String> refusedNames(int most) {
        try {
            return setAside.refusedNames(most);
        } catch (IOException e) {
            throw new UncheckedIOException("what was set aside cannot be read", e);
        }
    }

    /** A refused sale as it was told; empty when it is not there any more, or is not what it was. */
    synchronized Optional<BufferedSale> setAside(String name) {
        try {
            return setAside.read(name);
        } catch (IOException e) {
            throw new UncheckedIOException("what was set aside cannot be read", e);
        }
    }

    /** The centre has taken a refused sale after all. */
    synchronized void taken(String name) {
        try {
            setAside.taken(name);
        } catch (IOException e) {
            throw new UncheckedIOException("what was set aside cannot be removed", e);
        }
    }

    /**
     * How full it is.
     *
     * @param waiting sales that the centre has not answered
     * @param bytes on the disk, with what was set aside
     */
    record Fill(long waiting, long bytes, long mostBytes, SetAside.Count aside, List<String> refused) {}

    synchronized Fill fill(int refusedNames) {
        try {
            return new Fill(
                    lastNumber - forwarded, bytes(), mostBytes, setAside.count(), setAside.refusedNames(refusedNames));
        } catch (IOException e) {
            throw new UncheckedIOException("the buffer's folder cannot be read", e);
        }
    }

    private long bytes() {
        return setAside.count().bytes()
                + segments.stream().mapToLong(Segment::size).sum();
    }

    @Override
    public synchronized void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
    }
}
