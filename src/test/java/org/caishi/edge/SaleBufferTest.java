/** The buffer on a disk that was cut off, spoilt or filled: what was acknowledged is there, in order, or set aside and counted. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.caishi.edge.SaleBuffer.Kept;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaleBufferTest {
    private static final long ROOMY = 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void whatWasAddedIsReadInOrderAlsoAfterAStart() throws IOException {
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 1, 2, 3);
            assertThat(sequences(buffer.next(2))).containsExactly(1L, 2L);
        }
        List<Long> known = new ArrayList<>();
        try (SaleBuffer buffer = SaleBuffer.open(folder, ROOMY, 0, sale -> known.add(sale.sequence()))) {
            add(buffer, 4);
            List<BufferedSale> all = buffer.next(10);
            assertThat(sequences(all)).containsExactly(1L, 2L, 3L, 4L);
            assertThat(all.getLast().message()).isEqualTo(message(4));
            assertThat(all.getLast().serial()).isEqualTo("SC-1");
            assertThat(buffer.next(10)).isEmpty();
        }
        assertThat(known).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatTheCentreHasAnsweredIsNotReadAgainAndItsFilesGo() throws IOException {
        try (SaleBuffer buffer = open(64 * 1024)) {
            for (long sequence = 1; sequence <= 100; sequence++) {
                add(buffer, sequence);
            }
            assertThat(segments()).hasSizeGreaterThan(2);
            buffer.next(60);
            buffer.forwarded(60);
            assertThat(buffer.fill(0).waiting()).isEqualTo(40);
        }
        try (SaleBuffer buffer = open(64 * 1024)) {
            assertThat(sequences(buffer.next(100)))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(61, 100).boxed().toList());
            buffer.forwarded(buffer.readUpTo());
            assertThat(buffer.fill(0).waiting()).isZero();
            assertThat(segments()).hasSize(1);
        }
    }

    @Test
    void aFullBufferRefusesAndLosesNothingAndTakesAgainWhenItHasRoom() throws IOException {
        try (SaleBuffer buffer = open(16 * 1024)) {
            List<Long> stored = fillUp(buffer, 1);
            assertThat(size()).isLessThanOrEqualTo(16 * 1024);
            assertThat(sequences(buffer.next(10_000))).isEqualTo(stored);
            assertThat(buffer.add(List.of(sale(9_999)))).containsExactly(Kept.FULL);

            buffer.forwarded(buffer.readUpTo());

            assertThat(buffer.add(List.of(sale(10_000)))).containsExactly(Kept.STORED);
            assertThat(sequences(buffer.next(10))).containsExactly(10_000L);
        }
    }

    @Test
    void aTornLastRecordIsCutAndCountedAndTheNextOneFollows() throws IOException {
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 1, 2);
        }
        Path segment = segments().getLast();
        byte[] whole = Files.readAllBytes(segment);
        int record = whole.length / 2;
        for (int left = 1; left < record; left += 7) {
            Files.write(segment, Arrays.copyOf(whole, record + left));
            try (SaleBuffer buffer = open(ROOMY)) {
                add(buffer, 3);
                assertThat(sequences(buffer.next(10))).containsExactly(1L, 3L);
                assertThat(buffer.fill(0).aside().torn()).isEqualTo(1);
                assertThat(buffer.fill(0).aside().damaged()).isZero();
            }
        }
    }

    @Test
    void aFlippedBitAnywhereIsSetAsideAndCountedAndTheOthersGoOn() throws IOException {
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 1, 2, 3);
        }
        Path segment = segments().getLast();
        byte[] whole = Files.readAllBytes(segment);
        int record = whole.length / 3;
        for (int at = record; at < 2 * record; at += at < record + 40 ? 1 : 37) {
            byte[] spoilt = whole.clone();
            spoilt[at] ^= (byte) (1 << at % 8);
            Files.write(segment, spoilt);
            clearSetAside();
            try (SaleBuffer buffer = open(ROOMY)) {
                assertThat(sequences(buffer.next(10))).as("byte " + at).containsExactly(1L, 3L);
                assertThat(buffer.fill(0).aside().damaged()).isEqualTo(1);
                assertThat(setAside()).hasSize(1);
                assertThat(Files.readAllBytes(setAside().getFirst()))
                        .isEqualTo(Arrays.copyOfRange(spoilt, record, 2 * record));
            }
        }
    }

    @Test
    void aSpoiltLastRecordIsNeverDroppedSilently() throws IOException {
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 1, 2);
        }
        Path segment = segments().getLast();
        byte[] whole = Files.readAllBytes(segment);
        for (int at = whole.length / 2; at < whole.length; at += at < whole.length / 2 + 40 ? 1 : 37) {
            byte[] spoilt = whole.clone();
            spoilt[at] ^= 0x10;
            Files.write(segment, spoilt);
            clearSetAside();
            try (SaleBuffer buffer = open(ROOMY)) {
                add(buffer, 3);
                assertThat(sequences(buffer.next(10))).as("byte " + at).containsExactly(1L, 3L);
                SetAside.Count aside = buffer.fill(0).aside();
                assertThat(aside.damaged() + aside.torn()).isEqualTo(1);
                buffer.forwarded(buffer.readUpTo());
                assertThat(buffer.fill(0).waiting()).isZero();
            }
            Files.deleteIfExists(folder.resolve("forwarded"));
        }
    }

    @Test
    void aSpoiltMarkForwardsAgainRatherThanTooLittle() throws IOException {
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 1, 2, 3);
            buffer.next(10);
            buffer.forwarded(2);
        }
        Path mark = folder.resolve("forwarded");
        Files.writeString(mark, Files.readString(mark).replace('2', '3'));
        try (SaleBuffer buffer = open(ROOMY)) {
            assertThat(sequences(buffer.next(10))).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void aDiskWithLessRoomThanIsKeptFreeTakesNothing() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        try (SaleBuffer buffer = SaleBuffer.open(folder, ROOMY, 2 * free, sale -> {})) {
            assertThat(buffer.add(List.of(sale(1)))).containsExactly(Kept.NO_ROOM);
            assertThat(buffer.next(10)).isEmpty();
        }
    }

    @Test
    void whereTheMarkCannotBeWrittenAnsweredFilesGoAllTheSameAndTheMarkFollows() throws IOException {
        Path inTheWay = folder.resolve("forwarded.new");
        try (SaleBuffer buffer = open(64 * 1024)) {
            for (long sequence = 1; sequence <= 100; sequence++) {
                add(buffer, sequence);
            }
            int before = segments().size();
            buffer.next(60);
            Files.createDirectory(inTheWay);
            buffer.forwarded(60);
            assertThat(segments()).hasSizeLessThan(before);
            assertThat(folder.resolve("forwarded")).doesNotExist();
        }
        Files.delete(inTheWay);
        List<Long> left = new ArrayList<>();
        try (SaleBuffer buffer = open(64 * 1024)) {
            left.addAll(sequences(buffer.next(100)));
            assertThat(left).endsWith(100L).contains(61L).doesNotContain(1L).isSorted();
            assertThat(buffer.fill(0).waiting()).isEqualTo(left.size());
            add(buffer, 101);
            assertThat(sequences(buffer.next(100))).containsExactly(101L);
            Files.createDirectory(inTheWay);
            buffer.forwarded(buffer.readUpTo());
            Files.delete(inTheWay);
            buffer.forwarded(buffer.readUpTo());
            assertThat(Files.readString(folder.resolve("forwarded"))).startsWith("101 ");
        }
    }

    @Test
    void aRefusedSaleIsReadAsItWasToldAndGoesWhenItIsTaken() throws IOException {
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 2, 10);
            for (BufferedSale sale : buffer.next(2)) {
                buffer.refused(sale, "stall", "it stands\nnowhere");
                buffer.refused(sale, "vendor", "nobody holds it");
            }
            buffer.forwarded(2);
            Files.createFile(folder.resolve("set-aside/refused-SC-1-3-00000000.new"));
            long bytes = buffer.fill(0).bytes();
            List<String> names = buffer.refusedNames(10);
            assertThat(names.stream()
                            .map(name -> buffer.setAside(name).orElseThrow())
                            .map(sale -> sale.serial() + " " + sale.sequence()))
                    .containsExactly("SC-1 2", "SC-1 10");
            assertThat(buffer.setAside(names.getFirst()).orElseThrow().message())
                    .isEqualTo(message(2));

            buffer.taken(names.getFirst());

            assertThat(buffer.refusedNames(10)).containsExactly(names.getLast());
            assertThat(buffer.setAside(names.getFirst())).isEmpty();
            assertThat(buffer.fill(0).bytes()).isLessThan(bytes);
        }
        try (SaleBuffer buffer = open(ROOMY)) {
            assertThat(buffer.fill(0).aside().refused()).isEqualTo(1);
            assertThat(setAside()).hasSize(1);
        }
    }

    @Test
    void aRefusedSaleIsKeptOnceForAPerson() throws IOException {
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 1);
            BufferedSale sale = buffer.next(1).getFirst();
            buffer.refused(sale, "vendor", "nobody holds stall A1");
            buffer.refused(sale, "vendor", "nobody holds stall A1");
            buffer.forwarded(1);
        }
        try (SaleBuffer buffer = open(ROOMY)) {
            assertThat(buffer.fill(10).aside().refused()).isEqualTo(1);
            assertThat(buffer.fill(10).refused()).singleElement().asString().startsWith("refused-SC-1-1-");
            assertThat(Files.readString(setAside().getFirst()))
                    .isEqualTo("vendor nobody holds stall A1\n" + new String(message(1), StandardCharsets.UTF_8));
        }
    }

    @Test
    void cutAnywhereTheRecordsBeforeTheCutAreAllThere() throws IOException {
        Random random = new Random(7);
        try (SaleBuffer buffer = open(ROOMY)) {
            add(buffer, 1, 2, 3, 4, 5);
        }
        Path segment = segments().getLast();
        byte[] whole = Files.readAllBytes(segment);
        int record = whole.length / 5;
        for (int round = 0; round < 50; round++) {
            int cut = random.nextInt(whole.length);
            Files.write(segment, Arrays.copyOf(whole, cut), StandardOpenOption.TRUNCATE_EXISTING);
            clearSetAside();
            try (SaleBuffer buffer = open(ROOMY)) {
                assertThat(sequences(buffer.next(10)))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, cut / record).boxed().toList());
            }
        }
    }

    private SaleBuffer open(long mostBytes) throws IOException {
        return SaleBuffer.open(folder, mostBytes, 0, sale -> {});
    }

    private static List<Long> fillUp(SaleBuffer buffer, long first) {
        List<Long> stored = new ArrayList<>();
        for (long sequence = first; buffer.add(List.of(sale(sequence))).getFirst() == Kept.STORED; sequence++) {
            stored.add(sequence);
        }
        return stored;
    }

    private static void add(SaleBuffer buffer, long... sequences) {
        List<BufferedSale> sales =
                Arrays.stream(sequences).mapToObj(SaleBufferTest::sale).toList();
        assertThat(buffer.add(sales)).containsOnly(Kept.STORED);
    }

    /** All of the same length. */
    private static BufferedSale sale(long sequence) {
        return new BufferedSale(0, "SC-1", sequence, message(sequence));
    }

    private static byte[] message(long sequence) {
        return "{\"kind\":\"sale\",\"seq\":%06d,\"name\":\"鲫鱼\",\"rest\":\"%s\"}"
                .formatted(sequence, "x".repeat(200))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Long> sequences(List<BufferedSale> sales) {
        return sales.stream().map(BufferedSale::sequence).toList();
    }

    private List<Path> segments() throws IOException {
        return files("sales");
    }

    private List<Path> setAside() throws IOException {
        return files("set-aside");
    }

    private void clearSetAside() throws IOException {
        for (Path file : setAside()) {
            Files.delete(file);
        }
    }

    private long size() throws IOException {
        return segments().stream()
                .mapToLong(file -> {
                    try {
                        return Files.size(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sum();
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.sorted().toList();
        }
    }
}
