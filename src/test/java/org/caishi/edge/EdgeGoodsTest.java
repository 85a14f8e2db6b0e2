/** Goods and prices for scales behind an edge: fetched by it, handed over whatever the line does, and each result on the page. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.edge.EdgeCentre.Answer;
import org.caishi.edge.EdgeMessages.GoodsCall;
import org.caishi.edge.EdgeMessages.GoodsPage;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.scale.push.GoodsCarrier;
import org.caishi.scale.push.GoodsResult;
import org.caishi.scale.push.VirtualDahua;
import org.caishi.scale.push.WantedGoods;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class EdgeGoodsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    Goods goods;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    @TempDir
    Path data;

    private Market market;
    private PlateHolder holder;
    private EdgeFloor floor;
    private Good carp;
    private VirtualDahua label;
    private Device labelScale;
    private Device smartScale;

    @BeforeEach
    void openAStallWithGoods() throws IOException {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
        floor = EdgeFloor.open(devices, jdbc, market);
        carp = add("鲫鱼", 7, 2_600);
        label = VirtualDahua.open();
        labelScale = floor.scale(holder.stall(), "dahua-tm", LinkKind.TCP_OUT, label.address(), Map.of());
        smartScale = floor.smartScale(holder.stall());
    }

    @AfterEach
    void close() {
        label.close();
    }

    @Test
    void goodsAndEachNewPriceReachTheScalesBehindTheEdgeAndWhatCameOfThemThePage() throws Exception {
        try (EdgeBox box = floor.start(data)) {
            awaitKnown(box);
            assertThat(devices.linked()).doesNotContain(labelScale, smartScale);
            try (KeepingScale smart = KeepingScale.open(floor.at(box, smartScale))) {
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(states(labelScale)).containsExactly("7 2600 DONE 1 ");
                    assertThat(states(smartScale)).containsExactly("7 2600 DONE 1 ");
                });
                assertThat(label.price(7)).isEqualTo("002600");
                assertThat(smart.kept()).containsExactly("7 鲫鱼 2600");

                price(carp, 2_800);

                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(states(labelScale)).containsExactly("7 2600 DONE 1 ", "7 2800 DONE 1 ");
                    assertThat(states(smartScale)).containsExactly("7 2600 DONE 1 ", "7 2800 DONE 1 ");
                });
                assertThat(label.price(7)).isEqualTo("002800");
                assertThat(smart.kept()).containsExactly("7 鲫鱼 2800");
            }
            assertThat(box.status().goods()).isEqualTo(new GoodsCarrier.Held(0, 0));
            Visitor manager = staff.signedIn(Role.MANAGER, market);
            assertThat(manager.get(page(labelScale)).body())
                    .contains(
                            "data-plu=\"7\" data-state=\"DONE\"",
                            "28.00",
                            "由边缘主机 " + floor.edge().serial());
            Visitor stranger = staff.signedIn(Role.MANAGER, markets.open(0));
            assertThat(stranger.get(page(labelScale)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatAScaleRefusesIsShownWithItsWordsAndSentAgainWhenTheManagerAsks() throws Exception {
        add("鱼子酱", 8, KeepingScale.MOST_FEN_PER_KG + 1);
        label.troubles.add(VirtualDahua.Trouble.REFUSAL);
        try (EdgeBox box = floor.start(data)) {
            awaitKnown(box);
            try (KeepingScale smart = KeepingScale.open(floor.at(box, smartScale))) {
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(standing(labelScale)).containsExactly("7 2600 FAILED 1 REFUSED", "8 100000 DONE 1 ");
                    assertThat(standing(smartScale)).containsExactly("7 2600 DONE 1 ", "8 100000 FAILED 1 MOST");
                });
                assertThat(smart.kept()).containsExactly("7 鲫鱼 2600");
                Visitor manager = staff.signedIn(Role.MANAGER, market);
                assertThat(manager.get(page(labelScale)).body())
                        .contains("data-plu=\"7\" data-state=\"FAILED\"", "秤拒绝了", "0ve");
                assertThat(manager.get(page(smartScale)).body())
                        .contains("data-plu=\"8\" data-state=\"FAILED\"", "单价超出秤的范围", KeepingScale.WORDS);

                Staff.submit(manager, page(labelScale), page(labelScale), Map.of());

                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(label.price(7)).isEqualTo("002600"));
                await().atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(states(labelScale)).endsWith("7 2600 DONE 1 ", "8 100000 DONE 1 "));
                assertThat(audited("scale " + labelScale.serial())).containsExactly("scale.push");
            }
        }
    }

    @Test
    void whatWasFetchedIsHandedOverWhileTheLineIsDownAndToldWhenItIsBack() throws Exception {
        try (CutLine line = new CutLine(Integer.parseInt(System.getProperty("CAISHI_PORT")));
                EdgeBox box = start(line.address())) {
            awaitKnown(box);
            try (KeepingScale smart = KeepingScale.open(floor.at(box, smartScale))) {
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(states(labelScale)).containsExactly("7 2600 DONE 1 ");
                    assertThat(states(smartScale)).containsExactly("7 2600 DONE 1 ");
                });
                assertThat(smart.sent).hasSize(1);
            }
            label.mute(true);
            price(carp, 2_800);
            await().atMost(SOON).until(() -> box.status().goods().waiting() == 2);

            line.cut();
            label.mute(false);
            try (KeepingScale smart = KeepingScale.open(floor.at(box, smartScale))) {
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(label.price(7)).isEqualTo("002800");
                    assertThat(smart.kept()).containsExactly("7 鲫鱼 2800");
                });
                await().atMost(SOON).until(() -> box.status().goods().equals(new GoodsCarrier.Held(0, 2)));
                assertThat(states(labelScale).getLast()).startsWith("7 2800 PENDING");
                assertThat(states(smartScale).getLast()).startsWith("7 2800 PENDING");

                line.mend();

                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(states(labelScale).getLast()).startsWith("7 2800 DONE");
                    assertThat(states(smartScale).getLast()).startsWith("7 2800 DONE");
                });
                assertThat(smart.sent).hasSize(1);
            }
        }
    }

    @Test
    void whatAnEdgeForgetsWithItsProcessIsFetchedAndHandedOverAgain() throws Exception {
        try (CutLine line = new CutLine(Integer.parseInt(System.getProperty("CAISHI_PORT")))) {
            try (EdgeBox box = start(line.address())) {
                awaitKnown(box);
                keepsAll(box, "7 2600 DONE 1 ");
                price(carp, 2_800);
                await().atMost(SOON).until(() -> box.status().goods().waiting() == 1);
                line.cut();
                try (KeepingScale smart = KeepingScale.open(floor.at(box, smartScale))) {
                    await().atMost(SOON).until(() -> smart.kept().equals(List.of("7 鲫鱼 2800")));
                }
            }
            line.mend();
            assertThat(states(smartScale).getLast()).isEqualTo("7 2800 PENDING 0 ");
            try (EdgeBox box = start(line.address())) {
                awaitKnown(box);
                keepsAll(box, "7 2600 DONE 1 ", "7 2800 DONE 1 ");
            }
        }
    }

    @Test
    void atAnotherStallAScaleIsToHoldWhatIsSoldThere() throws Exception {
        PlateHolder next = markets.stall(market, "A2");
        goods.add(market.marketId(), next.vendor().vendorId(), "青菜", "蔬菜", 21, UnitPrice.ofFenPerKilogram(500), 1);
        try (EdgeBox box = floor.start(data)) {
            awaitKnown(box);
            try (KeepingScale smart = KeepingScale.open(floor.at(box, smartScale))) {
                await().atMost(SOON).until(() -> smart.kept().equals(List.of("7 鲫鱼 2600")));
                devices.bind(smartScale, next.stall().stallId());
                await().atMost(SOON).until(() -> smart.kept().equals(List.of("21 青菜 500")));
            }
        }
    }

    @Test
    void anEdgeIsToldOfItsOwnScalesPageByPageAndBelievedOfThoseAlone() throws Exception {
        add("虾", 8, 9_600);
        add("蟹", 9, 12_000);
        EdgeFloor other = EdgeFloor.open(devices, jdbc, markets.open(0));
        try (EdgeCentre centre = centre(floor.edge());
                EdgeCentre stranger = centre(other.edge());
                EdgeCentre scale = centre(labelScale)) {
            assertThat(ask(stranger, call("", 200))).isEmpty();
            List<WantedGoods> first = ask(centre, call("", 2));
            assertThat(first).extracting(WantedGoods::plu).containsExactly(7, 8);
            assertThat(first).extracting(WantedGoods::serial).containsOnly(labelScale.serial());
            String after = first.getLast().id();
            assertThat(ask(centre, call(after, 2))).extracting(WantedGoods::plu).containsExactly(9);
            assertThat(ask(centre, call("", 200)))
                    .as("all that waits, asked again")
                    .hasSize(3);

            GoodsResult done = result(first.getFirst(), GoodsResult.State.DONE, "", "");
            GoodsResult full = result(first.getLast(), GoodsResult.State.FAILED, "FULL", "200 PLUs\n");
            assertThat(ask(stranger, told(done, full))).isEmpty();
            assertThat(standing(labelScale)).allMatch(state -> state.contains("PENDING 0"));
            assertThat(scale.goods(told(done))).isInstanceOf(Answer.Away.class);
            assertThat(standing(labelScale)).allMatch(state -> state.contains("PENDING 0"));

            ask(centre, told(done, full));
            ask(centre, told(result(first.getFirst(), GoodsResult.State.FAILED, "SILENT", ""), full));

            assertThat(standing(labelScale))
                    .containsExactly("7 2600 DONE 1 ", "8 9600 FAILED 1 FULL", "9 12000 PENDING 0 ");
            WantedGoods last = ask(centre, call("", 200)).getFirst();
            ask(centre, told(result(last, GoodsResult.State.WAITING, "SILENT", "")));
            assertThat(standing(labelScale)).endsWith("9 12000 PENDING 1 SILENT");
            assertThat(ask(centre, call("", 200))).singleElement().satisfies(waits -> {
                assertThat(waits.plu()).isEqualTo(9);
                assertThat(waits.tries()).isEqualTo(1);
            });
            ask(centre, told(result(last, GoodsResult.State.FAILED, "A-REASON-OF-TOMORROW", "")));
            assertThat(standing(labelScale)).endsWith("9 12000 FAILED 1 REFUSED");
        }
    }

    @Test
    void aYoungerPriceIsNotTakenForTold() throws Exception {
        try (EdgeCentre centre = centre(floor.edge())) {
            WantedGoods older = ask(centre, call("", 200)).getFirst();
            price(carp, 2_800);
            ask(centre, told(result(older, GoodsResult.State.DONE, "", "")));
            assertThat(states(labelScale)).containsExactly("7 2600 SUPERSEDED 0 ", "7 2800 PENDING 0 ");
            assertThat(ask(centre, call(older.id(), 200)))
                    .singleElement()
                    .satisfies(
                            younger -> assertThat(younger.unitPriceFenPerKg()).isEqualTo(2_800));
        }
    }

    private void keepsAll(EdgeBox box, String... states) throws Exception {
        try (KeepingScale smart = KeepingScale.open(floor.at(box, smartScale))) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(states(smartScale)).containsExactly(states));
            assertThat(smart.sent).hasSize(1);
        }
    }

    private EdgeBox start(URI centre) throws IOException {
        return EdgeBox.start(floor.settings(centre, data, 1024 * 1024), Clock.systemUTC(), EdgeFloor.POLL);
    }

    private void awaitKnown(EdgeBox box) {
        await().atMost(SOON).until(() -> box.status().scales().size() == 2);
    }

    private EdgeCentre centre(Device as) {
        return new EdgeCentre(
                new EdgeSettings(EdgeFloor.PRODUCT, as.serial(), devices.key(as), Path.of("unused"), 0, 0, 1, 0),
                new CentreClock(Clock.systemUTC()));
    }

    private static List<WantedGoods> ask(EdgeCentre centre, GoodsCall call) throws InterruptedException {
        return ((Answer.Told<GoodsPage>) centre.goods(call)).content().goods();
    }

    private static GoodsCall call(String after, int most) {
        return new GoodsCall(after, false, most, List.of(), List.of());
    }

    private static GoodsCall told(GoodsResult... results) {
        return new GoodsCall("", false, 0, List.of(), List.of(results));
    }

    private static GoodsResult result(WantedGoods of, GoodsResult.State state, String reason, String words) {
        return new GoodsResult(
                of.serial(),
                of.id(),
                state,
                of.tries() + 1,
                reason,
                words,
                Clock.systemUTC().instant());
    }

    private Good add(String name, int plu, long fenPerKg) {
        return goods.add(
                market.marketId(),
                holder.vendor().vendorId(),
                name,
                "水产",
                plu,
                UnitPrice.ofFenPerKilogram(fenPerKg),
                plu);
    }

    private void price(Good good, long fenPerKg) {
        goods.price(
                market.marketId(),
                holder.vendor().vendorId(),
                good.goodId(),
                UnitPrice.ofFenPerKilogram(fenPerKg),
                "wang");
    }

    private String page(Device scale) {
        return "/manage/" + market.code() + "/scales/" + scale.deviceId() + "/goods";
    }

    private List<String> states(Device scale) {
        return jdbc.queryForList(
                "select concat(plu, ' ', fen_per_kg, ' ', state, ' ', tries, ' ', reason) from scale_push"
                        + " where market_id = ? and device_id = ? order by push_id",
                String.class,
                scale.marketId(),
                scale.deviceId());
    }

    /** Without what a younger one took the place of. */
    private List<String> standing(Device scale) {
        return states(scale).stream()
                .filter(state -> !state.contains("SUPERSEDED"))
                .toList();
    }

    private List<String> audited(String subject) {
        return jdbc.queryForList(
                "select action from identity_audit where market_id = ? and subject = ? order by audit_id",
                String.class,
                market.marketId(),
                subject);
    }
}
