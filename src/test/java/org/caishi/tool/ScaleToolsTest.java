/** The field tools protocols and decode, through the door that the main class uses. */
package org.caishi.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleProtocols;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ScaleToolsTest {
    private static final String GOOD = "02 2B 30 30 30 32 30 35 32 31 45 03";
    private static final String GOOD_EVENT = "{\"kind\":\"weight\",\"grams\":2050,\"stable\":null,\"net\":null}\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static List<GoldenFrame> frames() {
        return GoldenFrame.all();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void decodePrintsWhatTheGoldenFilesPromise(GoldenFrame frame) {
        List<String> call = new ArrayList<>(List.of("decode", "--protocol", frame.protocol()));
        frame.settings().forEach((name, value) -> call.addAll(List.of("--set", name + "=" + value)));
        assertThat(run(call, frame.bytes())).isZero();
        assertThat(events()).isEqualTo(frame.events());

        out.reset();
        call.add("--hex");
        String hex = HexFormat.ofDelimiter(" ").formatHex(frame.bytes()) + "\n";
        assertThat(run(call, hex.getBytes(UTF_8))).isZero();
        assertThat(events()).isEqualTo(frame.events());
        assertThat(err.size()).isZero();
    }

    @Test
    void decodePrintsTheContractsVeryBytes() {
        assertThat(run(List.of("decode", "--protocol", "yaohua-tf0", "--hex"), GOOD.getBytes(UTF_8)))
                .isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(GOOD_EVENT);
        out.reset();
        String wrong = GOOD.replace("45 03", "46 03").toLowerCase(Locale.ROOT).replace(" ", "");
        assertThat(run(List.of("decode", "--hex", "--protocol", "yaohua-tf0"), wrong.getBytes(UTF_8)))
                .isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("{\"kind\":\"rejected\",\"reason\":\"checksum\",\"bytes\":12}\n");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            decode                                              | --protocol is missing; usage: decode --protocol P [--set name=value]... [--hex]
            decode --protocol                                   | --protocol needs a value; usage: decode --protocol P [--set name=value]... [--hex]
            decode --protocol yaohua-tf0 --set                  | --set needs a value; usage: decode --protocol P [--set name=value]... [--hex]
            decode --protocol yaohua-tf0 --set unit             | --set needs name=value, not unit
            decode --protocol yaohua-tf0 --set colour=red       | unknown setting colour; yaohua-tf0 has unit, bits, checksum, divisor, decimals
            decode --protocol caishi-json --set unit=kg         | unknown setting unit; caishi-json has none
            decode --protocol yaohua-tf0 --set unit=stone       | unknown value stone for unit; allowed: kg, g, jin, lb
            decode --protocol yaohua-tf0 --set unit=            | unknown value  for unit; allowed: kg, g, jin, lb
            decode --protocol yaohua-tf0 hex                    | unknown argument hex; usage: decode --protocol P [--set name=value]... [--hex]
            protocols please                                    | protocols takes no arguments, not please
            """)
    void aWrongCallIsAnsweredInOneLine(String call, String words) {
        assertThat(run(List.of(call.split(" ")), new byte[0])).isEqualTo(2);
        assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines(words + "\n");
        assertThat(out.size()).isZero();
    }

    @Test
    void anUnknownProtocolIsAnsweredWithTheKnownOnes() {
        assertThat(run(List.of("decode", "--protocol", "yaohua"), new byte[0])).isEqualTo(2);
        List<String> known =
                ScaleProtocols.all().stream().map(ScaleProtocol::name).toList();
        assertThat(err.toString(UTF_8))
                .isEqualToNormalizingNewlines("unknown protocol yaohua; known: " + String.join(", ", known) + "\n");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            02 2G       | bad hex at character 5: 'G'
            0x02        | bad hex at character 2: 'x'
            02 2 B      | bad hex at character 5: a byte of one digit
            022         | bad hex: the text ends in the middle of a byte
            02 é        | bad hex at character 4: byte C3
            """)
    void badHexIsAnsweredInOneLineAfterWhatWasGood(String rest, String words) {
        String text = GOOD + "\r\n" + rest;
        String shifted = words.contains("character")
                ? words.replaceFirst(
                        "\\d+",
                        String.valueOf(
                                GOOD.length() + 2 + Integer.parseInt(words.replaceFirst(".*character (\\d+).*", "$1"))))
                : words;
        assertThat(run(List.of("decode", "--protocol", "yaohua-tf0", "--hex"), text.getBytes(UTF_8)))
                .isEqualTo(2);
        assertThat(out.toString(UTF_8)).isEqualTo(GOOD_EVENT);
        assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines(shifted + "\n");
    }

    @Test
    void aLivePipeIsAnsweredBeforeItEnds() throws Exception {
        PipedOutputStream scale = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(scale);
        Thread tool = Thread.ofVirtual().start(() -> run(List.of("decode", "--protocol", "yaohua-tf0"), in));
        try (scale) {
            byte[] frame = HexFormat.ofDelimiter(" ").parseHex(GOOD);
            scale.write(frame, 0, 7);
            scale.flush();
            scale.write(frame, 7, 5);
            scale.flush();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> out.toString(UTF_8), GOOD_EVENT::equals);
            assertThat(tool.isAlive()).isTrue();
        }
        assertThat(tool.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void whenNobodyReadsItStops() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        byte[] line = "{\"kind\":\"weight\",\"grams\":1}\n".getBytes(UTF_8);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '\n';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                System.arraycopy(line, 0, buffer, offset, line.length);
                return line.length;
            }
        };
        int code = FieldTools.run(
                        List.of("decode", "--protocol", "caishi-json"),
                        endless,
                        new PrintStream(gone),
                        new PrintStream(err))
                .orElseThrow();
        assertThat(code).isZero();
    }

    @Test
    void aBrokenInputIsSaid() {
        PipedInputStream broken = new PipedInputStream();
        assertThat(run(List.of("decode", "--protocol", "yaohua-tf0"), broken)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("standard input broke: Pipe not connected");
    }

    @Test
    void protocolsListsEachWithItsSettings() {
        assertThat(run(List.of("protocols"), new byte[0])).isZero();
        assertThat(events())
                .extracting(line -> line.get("name"))
                .containsExactly(
                        "yaohua-tf0",
                        "yaohua-reversed",
                        "yaohua-ww",
                        "yaohua-a12e",
                        "yaohua-command",
                        "toledo-continuous",
                        "toledo-8217",
                        "mt-sics",
                        "ecr",
                        "st-gs",
                        "sma",
                        "nci",
                        "dialog06",
                        "modbus",
                        "dahua-tm",
                        "caishi-json");
        assertThat(events().getFirst().get("settings"))
                .isEqualTo(List.of(
                        Map.of("name", "unit", "default", "kg", "values", List.of("kg", "g", "jin", "lb")),
                        Map.of("name", "bits", "default", "8", "values", List.of("8", "7")),
                        Map.of("name", "checksum", "default", "on", "values", List.of("on", "off")),
                        Map.of("name", "divisor", "default", "1", "least", 1, "most", 1_000_000),
                        Map.of(
                                "name",
                                "decimals",
                                "default",
                                "frame",
                                "values",
                                List.of("frame", "0", "1", "2", "3", "4", "5"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ecr      |                                                 | 06 01 02 53 20 30 30 2E 34 38 38 6B 67 65 03 04 | {"kind":"weight","grams":488,"stable":true,"net":null}
            ecr      | checksum=on                                     | 01 02 53 20 30 30 2E 34 38 38 6B 67 66 03 04    | {"kind":"rejected","reason":"checksum","bytes":15}
            st-gs    |                                                 | 4F 4C 2C 47 53 2C 2B 20 39 39 2E 39 39 39 4B 47 0D 0A | {"kind":"state","state":"overload"}
            sma      |                                                 | 0A 3F 0D                                        | {"kind":"rejected","reason":"command","bytes":3}
            modbus   | unit=g                                          | 01 03 04 00 00 01 E8 FB ED                      | {"kind":"weight","grams":488,"stable":null,"net":null}
            modbus   | decimals=3                                      | 01 03 04 00 00 01 E8 FB ED                      | {"kind":"weight","grams":488,"stable":null,"net":null}
            modbus   | type=float                                      | 01 03 04 3E F9 DB 23 3C C3                      | {"kind":"weight","grams":488,"stable":null,"net":null}
            dahua-tm |                                                 | 30 76 30 30 30 31 61 32 0D 0A 03                | {"kind":"done","command":"V","number":1}
            """)
    void oneFrameOnTheDeskIsOneLine(String protocol, @Nullable String setting, String hex, String event) {
        List<String> call = new ArrayList<>(List.of("decode", "--protocol", protocol, "--hex"));
        if (setting != null) {
            call.addAll(List.of("--set", setting));
        }
        assertThat(run(call, hex.getBytes(UTF_8))).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(event + "\n");
    }

    @Test
    void aPricedWeighingIsAWeightAndASale() {
        byte[] answer = "02 30 32 1B 33 1B 30 30 34 38 38 1B 30 30 32 35 36 30 1B 30 30 31 32 34 39 03".getBytes(UTF_8);
        assertThat(run(List.of("decode", "--protocol", "dialog06", "--hex"), answer))
                .isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                {"kind":"weight","grams":488,"stable":true,"net":null}
                {"kind":"sale","grams":488,"unitPriceFenPerKg":2560,"amountFen":1249,"totalFen":1249}
                """);
    }

    private int run(List<String> call, byte[] in) {
        return run(call, new ByteArrayInputStream(in));
    }

    private int run(List<String> call, InputStream in) {
        return FieldTools.run(call, in, new PrintStream(out, false, UTF_8), new PrintStream(err, true, UTF_8))
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> events() {
        JsonMapper mapper = JsonMapper.shared();
        return out.toString(UTF_8)
                .lines()
                .map(line -> (Map<String, Object>) mapper.readValue(line, Map.class))
                .toList();
    }
}
