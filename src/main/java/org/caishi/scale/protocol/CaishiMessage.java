/** The JSON messages that our own protocol carries from a scale, over whichever transport. */
package org.caishi.scale.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleSignal;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One message, read and checked against the limits of firmware-protocols/caishi-device/protocol.md. */
public sealed interface CaishiMessage {
    /** The longest message, in bytes, without its line end. */
    int MOST_BYTES = 64 * 1024;

    record Told(ScaleSignal signal) implements CaishiMessage {}

    /** The device is there and has nothing to say. */
    record Heartbeat() implements CaishiMessage {}

    /**
     * @param reply what its sender is told; null for live messages, which are never answered
     */
    record Refused(Rejection reason, String words, ScaleSignal.@Nullable Reply reply) implements CaishiMessage {
        Refused(Rejection reason, String words) {
            this(reason, words, new ScaleSignal.Reply(null, words));
        }

        private Refused unanswered() {
            return new Refused(reason, words, null);
        }

        private Refused answered(@Nullable Long sequence) {
            return new Refused(reason, words, new ScaleSignal.Reply(sequence, words));
        }
    }

    /** Reads the message that these bytes are; never throws, whatever they hold. */
    static CaishiMessage read(byte[] bytes, int from, int to) {
        if (to - from > MOST_BYTES) {
            return new Refused(Rejection.OVERLONG, "a message has at most " + MOST_BYTES + " bytes");
        }
        JsonNode message;
        try {
            message = Reader.MAPPER.readTree(bytes, from, to - from);
        } catch (JacksonException notJson) {
            return new Refused(Rejection.JSON, "this is no JSON: " + notJson.getOriginalMessage());
        }
        if (!message.isObject()) {
            return new Refused(Rejection.JSON, "a message is a JSON object");
        }
        return Reader.message(message, MessageBytes.copyOf(bytes, from, to));
    }

    /** How the kinds are read. */
    final class Reader {
        private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(16)
                                .maxNumberLength(40)
                                .maxStringLength(MOST_BYTES)
                                .maxNameLength(100)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9._-]{1,40}");
        private static final Pattern FLAG = Pattern.compile("[a-z][a-z0-9-]{0,23}");
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,40}");
        private static final String DONE = "done";
        private static final Pattern RESULT = Pattern.compile(DONE + "|refused");
        private static final int LONGEST_WORDS = 100;
        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
        private static final int MOST_ITEMS = 100;
        private static final int MOST_FLAGS = 8;
        private static final int LONGEST_NAME = 40;
        private static final int MOST_PLU = 999_999_999;
        /** The largest whole number that every JSON library keeps exact. */
        private static final long MOST_SEQUENCE = (1L << 53) - 1;
        /** 200 t: the largest truck scale, with room. */
        private static final long MOST_GRAMS = 200_000_000;

        private static final long MOST_FEN_PER_KILOGRAM = 100_000_000;
        private static final long MOST_FEN = 10_000_000_000L;

        private Reader() {}

        private static CaishiMessage message(JsonNode node, MessageBytes original) {
            JsonNode kind = node.path("kind");
            return switch (kind.isMissingNode() ? "sale" : kind.asString("")) {
                case "sale" -> numbered(sale(node, original), node.path("seq"));
                case "weight" -> live(weight(node));
                case "state" -> live(state(node));
                case "heartbeat" -> new Heartbeat();
                case "goods-ready" -> new Told(new ScaleSignal.OfGoods.Ready());
                case "goods-ack" -> live(goodsAnswers(node));
                default ->
                    new Refused(
                            Rejection.KIND, "kind must be sale, weight, state, heartbeat, goods-ready or goods-ack");
            };
        }

        private static CaishiMessage live(CaishiMessage message) {
            return message instanceof Refused refused ? refused.unanswered() : message;
        }

        /** A sale that is wrong elsewhere is refused by its number, so that the scale knows which one. */
        private static CaishiMessage numbered(CaishiMessage message, JsonNode sequence) {
            boolean readable = sequence.isIntegralNumber()
                    && sequence.canConvertToLong()
                    && sequence.longValue() >= 1
                    && sequence.longValue() <= MOST_SEQUENCE;
            return message instanceof Refused refused
                    ? refused.answered(readable ? sequence.longValue() : null)
                    : message;
        }

        private static CaishiMessage weight(JsonNode node) {
            MessageFields fields = new MessageFields(node);
            long grams = fields.whole("grams", -MOST_GRAMS, MOST_GRAMS);
            Boolean stable = fields.truthOrNull("stable");
            Boolean net = fields.truthOrNull("net");
            return fields.orRefused(new ScaleSignal.Reading(Weight.ofGrams(grams), stable, net));
        }

        private static CaishiMessage state(JsonNode node) {
            return switch (node.path("state").asString("")) {
                case "overload" -> told(ScaleSignal.Condition.OVERLOAD);
                case "underload" -> told(ScaleSignal.Condition.UNDERLOAD);
                case "motion" -> told(ScaleSignal.Condition.MOTION);
                case "fault" -> told(ScaleSignal.Condition.FAULT);
                default -> new Refused(Rejection.FIELD, "state must be overload, underload, motion or fault");
            };
        }

        private static CaishiMessage told(ScaleSignal.Condition condition) {
            return new Told(new ScaleSignal.State(condition));
        }

        private static CaishiMessage goodsAnswers(JsonNode node) {
            MessageFields fields = new MessageFields(node);
            List<ScaleSignal.GoodsAnswer> answers = fields.objects("results", 1, CaishiGoods.MOST).stream()
                    .map(Reader::goodsAnswer)
                    .toList();
            return fields.orRefused(new ScaleSignal.OfGoods.Answered(answers));
        }

        private static ScaleSignal.GoodsAnswer goodsAnswer(MessageFields fields) {
            boolean kept = fields.text("result", RESULT).equals(DONE);
            return new ScaleSignal.GoodsAnswer(
                    fields.text("id", ID),
                    (int) fields.whole("plu", 0, MOST_PLU),
                    kept,
                    kept ? "" : fields.text("reason", FLAG),
                    kept ? "" : fields.nameOrEmpty("words", LONGEST_WORDS));
        }

        private static CaishiMessage sale(JsonNode node, MessageBytes original) {
            MessageFields fields = new MessageFields(node);
            String serial = fields.text("serial", SERIAL);
            long sequence = fields.whole("seq", 1, MOST_SEQUENCE);
            var at = fields.time("at");
            List<ScaleSignal.Item> items = new ArrayList<>();
            for (MessageFields item : fields.objects("items", 1, MOST_ITEMS)) {
                items.add(item(item));
            }
            long total = fields.whole("totalFen", 0, MOST_FEN);
            String prevHash = fields.textOrNull("prevHash", SHA_256);
            long sum = items.stream().mapToLong(item -> item.amount().fen()).sum();
            if (sum != total) {
                fields.fault(Rejection.TOTAL, "totalFen is " + total + ", the items' amounts are " + sum);
            }
            return fields.orRefused(
                    new ScaleSignal.Sale(serial, sequence, at, items, Money.ofFen(total), prevHash, original));
        }

        private static ScaleSignal.Item item(MessageFields fields) {
            return new ScaleSignal.Item(
                    (int) fields.whole("plu", 0, MOST_PLU),
                    fields.name("name", LONGEST_NAME),
                    Weight.ofGrams(fields.whole("netGrams", 0, MOST_GRAMS)),
                    Weight.ofGrams(fields.whole("tareGrams", 0, MOST_GRAMS)),
                    UnitPrice.ofFenPerKilogram(fields.whole("unitPriceFenPerKg", 0, MOST_FEN_PER_KILOGRAM)),
                    Money.ofFen(fields.whole("amountFen", 0, MOST_FEN)),
                    fields.words("flags", FLAG, MOST_FLAGS));
        }
    }
}
