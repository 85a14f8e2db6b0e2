/** The ways in which stalls sell: by tile, by the scale's own price, by the scale itself, by its labels, by hand. */
package org.caishi.scale;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.caishi.catalog.Good;
import tools.jackson.databind.JsonNode;

/** Makes one sale for real, over the wire and the pages. */
interface Selling {
    /** Below this no scale may be used. */
    int LEAST_GRAMS = 50;

    int MOST_GRAMS = 2_900;

    Sale sell(StallPhone phone, Random random) throws IOException, InterruptedException;

    /**
     * What must be in the books of it.
     *
     * @param weighingId as the stall's page names it to the customer
     * @param items each grams × fen per kilogram = fen
     */
    record Sale(String weighingId, String source, String items, long fen) {
        /** As the page shows what waits for its payment now. */
        static Sale shown(JsonNode now, String source, List<Item> items) {
            long fen = items.stream().mapToLong(Item::fen).sum();
            assertThat(now.path("waiting").path("amount").asString())
                    .as("%s %s", source, items)
                    .isEqualTo("¥" + yuan(fen));
            return new Sale(
                    now.path("waiting").path("weighingId").asString(),
                    source,
                    String.join(" + ", items.stream().map(Item::toString).toList()),
                    fen);
        }
    }

    /** One line of a sale. */
    record Item(long grams, long fenPerKg, long fen) {
        static Item of(long grams, long fenPerKg) {
            return new Item(grams, fenPerKg, ScaleFrames.fen(grams, fenPerKg));
        }

        @Override
        public String toString() {
            return grams + " x " + fenPerKg + " = " + fen;
        }
    }

    /** The weight at rest on the scale and a product's tile; now and then a tap too early, too light or on an empty pan. */
    record ByTile(Pan pan, List<Good> goods) implements Selling {
        @Override
        public Sale sell(StallPhone phone, Random random) {
            Good good = goods.get(random.nextInt(goods.size()));
            Map<String, String> tile = Map.of("goodId", Long.toString(good.goodId()));
            clear(phone);
            if (random.nextInt(6) == 0) {
                phone.tapInVain("/vendor/sales", tile);
                weigh(phone, 1 + random.nextInt(LEAST_GRAMS - 1));
                phone.tapInVain("/vendor/sales", tile);
            }
            long grams = grams(random);
            pan.put(grams);
            if (random.nextInt(4) == 0) {
                phone.awaitScale("something that sways", ByTile::sways);
                phone.tapInVain("/vendor/sales", tile);
            }
            weigh(phone, grams);
            JsonNode now = phone.tap("/vendor/sales", tile);
            pan.takeOff();
            return Sale.shown(now, "TILE", List.of(Item.of(grams, good.price().fenPerKilogram())));
        }

        private void clear(StallPhone phone) {
            pan.takeOff();
            phone.awaitScale(
                    "nothing on the scale",
                    scale -> number(scale, "grams") == 0
                            || scale.path("condition").toString().contains("UNDERLOAD"));
        }

        private static boolean sways(JsonNode scale) {
            return !scale.path("stable").asBoolean()
                    && (number(scale, "grams") > 0
                            || scale.path("condition").toString().contains("MOTION"));
        }

        private void weigh(StallPhone phone, long grams) {
            pan.put(grams);
            pan.settle();
            phone.awaitScale(
                    grams + " g at rest",
                    scale -> number(scale, "grams") == grams
                            && scale.path("stable").asBoolean()
                            && scale.path("light").asBoolean() == grams < LEAST_GRAMS);
        }
    }

    /** The price and the sum on the scale's own display, taken with one tap; by turns with the tiles. */
    record ByScalesPrice(ByTile tiles, long fenPerKg, boolean roundsToJiao) implements Selling {
        static long fen(long grams, long fenPerKg, boolean roundsToJiao) {
            long fen = ScaleFrames.fen(grams, fenPerKg);
            return roundsToJiao ? (fen + 5) / 10 * 10 : fen;
        }

        @Override
        public Sale sell(StallPhone phone, Random random) {
            if (random.nextInt(3) == 0) {
                return tiles.sell(phone, random);
            }
            tiles.clear(phone);
            long grams = grams(random);
            long fen = fen(grams, fenPerKg, roundsToJiao);
            tiles.weigh(phone, grams);
            phone.awaitScale("¥" + yuan(fen), scale -> number(scale, "amountFen") == fen);
            phone.tapInVain("/vendor/sales/offer", offer(fen - 1));
            JsonNode now = phone.tap("/vendor/sales/offer", offer(fen));
            tiles.pan.takeOff();
            return Sale.shown(now, "TILE", List.of(new Item(grams, fenPerKg, fen)));
        }

        private Map<String, String> offer(long fen) {
            return Map.of("fenPerKg", Long.toString(fenPerKg), "amountFen", Long.toString(fen));
        }
    }

    /** Complete sales of a smart scale; some are told twice. */
    final class ByScale implements Selling {
        private final VirtualScale scale;
        private final Telling telling;
        private long sequence;

        ByScale(VirtualScale scale, Telling telling) {
            this.scale = scale;
            this.telling = telling;
        }

        /** One way to tell a sale until it is acknowledged. */
        interface Telling {
            void tell(String sale) throws IOException, InterruptedException;
        }

        @Override
        public Sale sell(StallPhone phone, Random random) throws IOException, InterruptedException {
            List<Item> items = new ArrayList<>();
            List<String> told = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                Item item = Item.of(grams(random), 500 + random.nextInt(3_000));
                items.add(item);
                told.add("%d:%d:%d:%d".formatted(1001 + i, item.grams, item.fenPerKg, item.fen));
            }
            String sale = scale.sale(
                    ++sequence,
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
                    told.toArray(String[]::new));
            for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
                telling.tell(sale);
            }
            return Sale.shown(phone.now(), "SALE", items);
        }

        static Telling overTcp(VirtualScale.Line line) {
            return sale -> {
                line.send(sale + "\n");
                assertThat(line.answer()).contains("\"accepted\"");
            };
        }

        static Telling overMqtt(VirtualScale.Publisher publisher) {
            return sale -> {
                publisher.publish("weighing", sale);
                assertThat(publisher.acks().poll(40, SECONDS)).contains("\"accepted\"");
            };
        }

        static Telling overHttp(VirtualScale scale) {
            return sale -> assertThat(scale.post(sale).statusCode()).isEqualTo(200);
        }
    }

    /** Labels with sum and weight, scanned into the page; a page that is sent twice is one sale. */
    record ByLabel(List<Good> goods) implements Selling {
        @Override
        public Sale sell(StallPhone phone, Random random) {
            List<Item> items = new ArrayList<>();
            List<String> codes = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                Good good = goods.get(random.nextInt(goods.size()));
                Item item = Item.of(grams(random), good.price().fenPerKilogram());
                items.add(item);
                codes.add(LabelAndHandTest.label("22%05d%05d%05d".formatted(good.plu(), item.fen, item.grams)));
            }
            Map<String, String> form = Map.of("tap", UUID.randomUUID().toString(), "codes", String.join("\n", codes));
            phone.submit("/vendor/weigh/labels", form);
            return Sale.shown(phone.submit("/vendor/weigh/labels", form), "LABEL", items);
        }
    }

    /** A weight or a sum that the vendor types. */
    record ByHand(List<Good> goods) implements Selling {
        @Override
        public Sale sell(StallPhone phone, Random random) {
            Good good = goods.get(random.nextInt(goods.size()));
            boolean weighs = random.nextBoolean();
            Item item = weighs
                    ? Item.of(grams(random), good.price().fenPerKilogram())
                    : new Item(0, 0, 100 + random.nextInt(5_000));
            Map<String, String> form = Map.of(
                    "tap",
                    UUID.randomUUID().toString(),
                    "goodId",
                    weighs ? Long.toString(good.goodId()) : "",
                    "weight",
                    weighs ? ScaleFrames.kilograms(item.grams) : "",
                    "unit",
                    "kg",
                    "amount",
                    weighs ? "" : yuan(item.fen));
            return Sale.shown(phone.submit("/vendor/weigh/hand", form), "HAND", List.of(item));
        }
    }

    private static long grams(Random random) {
        return LEAST_GRAMS + random.nextInt(MOST_GRAMS - LEAST_GRAMS);
    }

    /** A number of the page's state, or less than nothing where there is none. */
    private static long number(JsonNode scale, String field) {
        return scale.path(field).isNumber() ? scale.path(field).longValue() : Long.MIN_VALUE;
    }

    private static String yuan(long fen) {
        return "%d.%02d".formatted(fen / 100, fen % 100);
    }
}
