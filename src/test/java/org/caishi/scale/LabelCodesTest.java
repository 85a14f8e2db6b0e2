/** The golden codes of label scales, read with the settings that a registry entry gives. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.caishi.scale.protocol.LabelBarcode;
import org.caishi.scale.protocol.LabelBarcode.Outcome;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class LabelCodesTest {
    @ParameterizedTest
    @MethodSource("codes")
    void aCodeSaysWhatItsLabelSays(GoldenCode golden) {
        assertThat(LabelBarcode.read(golden.code, LabelLayouts.of(golden.settings)))
                .isEqualTo(golden.outcome);
    }

    @SuppressWarnings("unchecked")
    static Stream<GoldenCode> codes() throws IOException {
        try (InputStream yaml =
                LabelCodesTest.class.getResourceAsStream("/firmware-protocols/label-barcode/frames.yaml")) {
            Map<String, Object> content = new Yaml().load(yaml);
            List<Map<String, Object>> codes = (List<Map<String, Object>>) Objects.requireNonNull(content.get("codes"));
            return codes.stream().map(GoldenCode::of);
        }
    }

    record GoldenCode(String name, String code, Map<String, String> settings, Outcome outcome) {
        @SuppressWarnings("unchecked")
        static GoldenCode of(Map<String, Object> entry) {
            Map<String, Object> label = (Map<String, Object>) entry.get("label");
            return new GoldenCode(
                    String.valueOf(entry.get("name")),
                    String.valueOf(entry.get("code")),
                    (Map<String, String>) entry.getOrDefault("settings", Map.of()),
                    label == null
                            ? new Outcome.Refused(String.valueOf(entry.get("refused")))
                            : new Outcome.Read(label(label)));
        }

        private static LabelBarcode label(Map<String, Object> fields) {
            Long fen = number(fields, "fen");
            Long grams = number(fields, "grams");
            return new LabelBarcode(
                    Math.toIntExact(Objects.requireNonNull(number(fields, "prefix"))),
                    String.valueOf(fields.get("item")),
                    fen == null ? null : Money.ofFen(fen),
                    grams == null ? null : Weight.ofGrams(grams));
        }

        private static @Nullable Long number(Map<String, Object> fields, String name) {
            return fields.get(name) instanceof Number number ? (Long) number.longValue() : null;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
