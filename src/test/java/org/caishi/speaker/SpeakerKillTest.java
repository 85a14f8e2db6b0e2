/** Killed at every state of a delivery, the product neither repeats nor forgets: a chip that remembers nothing is the judge. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.caishi.platform.EmbeddedDatabase;
import org.caishi.speaker.chip.DialledInChip;
import org.caishi.speaker.chip.VirtualChip;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;

/** The chip lives in this process and speaks on while its product is dead; each line is a new one to the same chip. */
class SpeakerKillTest {
    private static final List<String> POINTS =
            List.of("queued", "after sent", "before acked", "after acked", "before spoken");
    private static final long MILLIS_PER_BYTE = 40;

    private final VirtualChip chip = DialledInChip.chip(MILLIS_PER_BYTE);
    private final List<DialledInChip> lines = new CopyOnWriteArrayList<>();

    @Test
    void eachSumIsSaidAtMostOnceAndWhatWasNotSaidIsListed() throws Exception {
        Path data = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/test-data").toAbsolutePath()), "speaking-");
        List<Long> sums = new ArrayList<>();
        try (ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(door));
            long first = 101;
            for (String point : POINTS) {
                assertThat(run(data, door.getLocalPort(), point, first, sums))
                        .as("killed at %s", point)
                        .isEqualTo(KillPoints.KILLED);
                first += 100;
            }
            assertThat(run(data, door.getLocalPort(), "", first, sums)).isZero();
        } finally {
            endDatabase(data);
        }
        judge(sums, states(data));
    }

    private void judge(List<Long> sums, Map<Long, String> states) {
        List<String> begun = lines.getFirst().begun().stream()
                .filter(text -> text.startsWith("微信"))
                .toList();
        assertThat(begun).doesNotHaveDuplicates();
        assertThat(lines.getFirst().cutOff()).as("sentences cut off by another").isZero();
        assertThat(states.keySet()).containsExactlyInAnyOrderElementsOf(sums);
        for (long fen : sums) {
            boolean heard = begun.contains(text(fen));
            // What was begun when the product died has no end in the ledger, but nobody says it again.
            assertThat(states.get(fen))
                    .as("%d fen, %s", fen, heard ? "heard" : "not heard")
                    .isIn(heard ? List.of("SPOKEN", "ACKED", "FAILED") : List.of("EXPIRED", "FAILED"));
        }
        assertThat(begun)
                .as("after every death it goes on")
                .endsWith(sums.subList(sums.size() - 3, sums.size()).stream()
                        .map(SpeakerKillTest::text)
                        .toArray(String[]::new));
    }

    private static String text(long fen) {
        return AnnouncementText.received(AnnouncementText.Wallet.WECHAT, Money.ofFen(fen), Locale.CHINESE);
    }

    private void answer(ServerSocket door) {
        try {
            while (true) {
                lines.add(DialledInChip.over(chip, door.accept()));
            }
        } catch (IOException over) {
            // The test has ended.
        }
    }

    private static int run(Path data, int port, String point, long first, List<Long> sums) throws Exception {
        sums.addAll(List.of(first, first + 1, first + 2));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcaishi.test.markets-from=45000"));
        if (!point.isEmpty()) {
            command.add("-D" + KillPoints.NAME + "=" + point);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                SpeakingProcess.class.getName(),
                data.toString(),
                Integer.toString(port),
                Long.toString(first)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling(data.getFileName() + ".log").toFile()))
                .redirectOutput(out(data).toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS))
                    .as("ended at %s", point)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path out(Path data) {
        return data.resolveSibling(data.getFileName() + ".out");
    }

    private static Map<Long, String> states(Path data) throws IOException {
        Map<Long, String> states = new HashMap<>();
        for (String line : Files.readAllLines(out(data), StandardCharsets.UTF_8)) {
            String[] words = line.split(" ");
            assertThat(states.put(Long.parseLong(words[0]), words[1]))
                    .as("one row a sum")
                    .isNull();
        }
        return states;
    }

    private static void endDatabase(Path data) throws IOException {
        if (EmbeddedDatabase.running(data.resolve("mariadb")).isPresent()) {
            long pid =
                    Long.parseLong(Files.readString(data.resolve("mariadb/pid")).strip());
            ProcessHandle.of(pid)
                    .filter(database -> database.info().commandLine().orElse("").contains(data.toString()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
