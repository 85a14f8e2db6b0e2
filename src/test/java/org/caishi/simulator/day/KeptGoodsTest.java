/** The golden messages of goods: as the product writes them, as a scale keeps and answers them, as the product reads that. */
package org.caishi.simulator.day;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.protocol.CaishiGoods;
import org.caishi.scale.protocol.CaishiMessage;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

class KeptGoodsTest {
    private static final String GOLDEN = "/firmware-protocols/caishi-device/frames.yaml";

    @Test
    void theProductWritesTheGoldenMessages() throws IOException {
        assertThat(golden()).isNotEmpty().allSatisfy(message -> {
            List<Map<String, Object>> goods = field(message, "goods");
            byte[] written =
                    CaishiGoods.message(goods.stream().map(KeptGoodsTest::item).toList());
            assertThat(new String(written, UTF_8)).isEqualTo(field(message, "text"));
        });
    }

    @Test
    void aScaleKeepsAndAnswersThemAsWritten() throws IOException {
        KeptGoods scale = new KeptGoods(1);
        for (Map<String, Object> message : golden()) {
            String answer = take(scale, field(message, "text"));
            assertThat(answer).as("%s", message.get("name")).isEqualTo(field(message, "answer"));
            assertThat(scale.list().stream()
                            .map(kept -> kept.plu() + " " + kept.name() + " " + kept.fenPerKilogram())
                            .toList())
                    .as("%s", message.get("name"))
                    .isEqualTo(field(message, "keeps"));
        }
    }

    @Test
    void theProductReadsEveryAnswer() throws IOException {
        for (Map<String, Object> message : golden()) {
            byte[] answer = KeptGoodsTest.<String>field(message, "answer").getBytes(UTF_8);
            List<Map<String, Object>> goods = field(message, "goods");
            if (answer.length > 0) {
                assertThat(CaishiMessage.read(answer, 0, answer.length))
                        .isInstanceOfSatisfying(
                                CaishiMessage.Told.class,
                                told -> assertThat(told.signal())
                                        .isInstanceOfSatisfying(
                                                ScaleSignal.OfGoods.Answered.class,
                                                answered -> assertThat(answered.answers())
                                                        .extracting(ScaleSignal.GoodsAnswer::id)
                                                        .isEqualTo(goods.stream()
                                                                .map(each -> each.get("id"))
                                                                .toList())));
            }
        }
    }

    @Test
    void whatComesTwiceIsWrittenOnce() throws IOException {
        KeptGoods scale = new KeptGoods(10);
        String message = field(golden().getFirst(), "text");
        String first = take(scale, message);
        assertThat(take(scale, message)).isEqualTo(first);
        assertThat(scale.changes()).isEqualTo(2);
    }

    @Test
    void theLargestMessageIsUnderItsBound() {
        CaishiGoods.Item largest = new CaishiGoods.Item(
                "0J9X2M4Q7T3ZB", 99_999, "𠮷".repeat(40), UnitPrice.ofFenPerKilogram(100_000_000), 999, false);
        assertThat(CaishiGoods.message(Collections.nCopies(CaishiGoods.MOST, largest)))
                .hasSizeLessThanOrEqualTo(4_096);
    }

    private static String take(KeptGoods scale, String message) {
        return scale.take(JsonMapper.shared().readTree(message)).orElse("");
    }

    private static CaishiGoods.Item item(Map<String, Object> goods) {
        return new CaishiGoods.Item(
                field(goods, "id"),
                KeptGoodsTest.<Integer>field(goods, "plu"),
                field(goods, "name"),
                UnitPrice.ofFenPerKilogram(KeptGoodsTest.<Integer>field(goods, "unitPriceFenPerKg")),
                KeptGoodsTest.<Integer>field(goods, "key"),
                KeptGoodsTest.<Boolean>field(goods, "deleted"));
    }

    private static List<Map<String, Object>> golden() throws IOException {
        try (InputStream yaml = Objects.requireNonNull(KeptGoodsTest.class.getResourceAsStream(GOLDEN))) {
            return field(new Yaml().load(yaml), "sent");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T field(Map<String, Object> fields, String name) {
        return (T) Objects.requireNonNull(fields.get(name), name);
    }
}
