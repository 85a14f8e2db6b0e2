/** The tools words and say: what they print, in UTF-8 on any terminal, and how they refuse a wrong call. */
package org.caishi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechToolsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void wordsAreInUtf8EvenOnATerminalThatKnowsOnlyAscii() {
        assertThat(call("", "words", "12.50")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("十二点五元\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void sayPrintsTheGoldenFrames() {
        assertThat(call("", "say", "--protocol", "syn6288", "--text", "直行")).isZero();
        assertThat(call("", "say", "--text", "[v9]", "--protocol", "xfs5152")).isZero();
        assertThat(call("直行\n", "say", "--protocol", "syn6288", "--text", "-")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        FD 00 07 01 01 D6 B1 D0 D0 9D
                        FD 00 06 01 00 5B 76 39 5D
                        FD 00 07 01 01 D6 B1 D0 D0 9D
                        """);
    }

    @Test
    void aLongTextIsOneFrameALine() {
        assertThat(call("", "say", "--protocol", "syn6288", "--text", "鱼".repeat(101)))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("FD 00 CB 01 01 D3 E3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words",
                "words x",
                "words 1.234",
                "words 1 2",
                "say",
                "say --protocol syn6288",
                "say --text a",
                "say --protocol syn9999 --text a",
                "say --protocol syn6288 --text",
                "say --protocol syn6288 --text a --text b",
                "say --protocol syn6288 --words a",
                "say --protocol syn6288 --text 🐟",
                "say --protocol syn6288 --text \uFFFD\uFFFD"
            })
    void aWrongCallIsOneLineOnStandardErrorAndCodeTwo(String call) {
        assertThat(call("", call.split(" "))).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(1)
                .first()
                .asString()
                .isNotBlank();
    }

    @Test
    void helpIsNoError() {
        assertThat(call("", "say", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--text -");
    }

    @Test
    void argumentsThatJavaCouldNotReadAreTakenFromTheSystem() throws IOException {
        TypedArguments typed = new TypedArguments(
                commandLine("java\0-jar\0caishi.jar\0say\0--text\0直行?\0"), StandardCharsets.US_ASCII);
        String lost = "\uFFFD".repeat(6) + "?";
        assertThat(typed.restored(List.of("--text", lost))).containsExactly("--text", "直行?");
    }

    @Test
    void argumentsAreLeftAloneWhenTheSystemTellsOtherOnesOrTheTerminalKnowsChinese() throws IOException {
        List<String> given = List.of("--text", "\uFFFD\uFFFD\uFFFD");
        Path other = commandLine("java\0--text\0abc\0");
        assertThat(new TypedArguments(other, StandardCharsets.US_ASCII).restored(given))
                .isEqualTo(given);
        Path fewer = commandLine("java\0");
        assertThat(new TypedArguments(fewer, StandardCharsets.US_ASCII).restored(given))
                .isEqualTo(given);
        Path none = folder.resolve("none");
        assertThat(new TypedArguments(none, StandardCharsets.US_ASCII).restored(given))
                .isEqualTo(given);
        assertThat(new TypedArguments(other, StandardCharsets.UTF_8).restored(given))
                .isEqualTo(given);
    }

    private Path commandLine(String content) throws IOException {
        return Files.writeString(folder.resolve("cmdline"), content);
    }

    private int call(String input, String... arguments) {
        return FieldTools.run(
                        List.of(arguments),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.US_ASCII),
                        new PrintStream(err, true, StandardCharsets.US_ASCII))
                .orElseThrow();
    }
}
