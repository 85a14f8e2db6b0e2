/** Goods and prices reach label scales, are read back, and whatever goes wrong stands beside the goods. */
package org.caishi.scale.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.device.Wire;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.scale.protocol.DahuaPlu;
import org.caishi.scale.protocol.DahuaRequest;
import org.caishi.scale.push.VirtualDahua.Trouble;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class GoodsPushTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final DahuaTalk.Timing QUICK = new DahuaTalk.Timing(Duration.ofMillis(150), 2);

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    Goods goods;

    @Autowired
    GoodsPush pushes;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    private VirtualDahua scale;
    private Market market;
    private PlateHolder holder;
    private Good carp;

    @BeforeEach
    void openAStallWithGoods() throws IOException {
        scale = VirtualDahua.open();
        market = markets.open(0);
        holder = markets.stall(market, "A1");
        carp = add("鲫鱼", 7, 2_600);
    }

    @AfterEach
    void close() {
        devices.of(market.marketId()).forEach(devices::retire);
        scale.close();
    }

    @Test
    void everythingGoesToANewScaleAndEachNewPriceAfterIt() {
        Device device = register(scale.address(), Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("7 2600 DONE 1 "));
        assertThat(scale.price(7)).isEqualTo("002600");
        assertThat(scale.name(7))
                .as("two characters of GB 2312, four digits each")
                .hasSize(8);

        price(carp, 2_800);
        await().atMost(SOON).untilAsserted(() -> assertThat(scale.price(7)).isEqualTo("002800"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(states()).containsExactly("7 2600 DONE 1 ", "7 2800 DONE 1 "));
        assertThat(pushes.latest(device)).singleElement().satisfies(last -> {
            assertThat(last.fenPerKg()).isEqualTo(2_800);
            assertThat(last.askedBy()).isEqualTo("wang");
        });
    }

    @Test
    void whatTheScaleKnowsOfTheGoodsBesidesStays() {
        DahuaPlu known = new DahuaPlu(7, 2_281_080, 1_111, DahuaPlu.Mode.WEIGHT, 8, 22, 10, 1, "鱼");
        scale.knows(7, line(known));
        register(scale.address(), Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("7 2600 DONE 1 "));
        assertThat(scale.line(7)).isEqualTo(line(known.named("鲫鱼", 2_600)));
    }

    private static String line(DahuaPlu plu) {
        return new String(DahuaRequest.write(plu), java.nio.charset.StandardCharsets.US_ASCII)
                .strip()
                .substring("!0V".length());
    }

    @Test
    void theUnitOfTheScaleIsItsSetting() {
        Good odd = add("虾", 8, 9_601);
        register(scale.address(), Map.of("pricePer", "jin", "priceDecimals", "3"));
        await().atMost(SOON).untilAsserted(() -> assertThat(scale.price(8)).isEqualTo("048005"));
        assertThat(scale.price(7)).isEqualTo("013000");
        assertThat(odd.price().yuanPerJin()).isEqualTo("48.005");
    }

    @Test
    void whatAScaleCannotHoldFailsAtOnceAndTheOthersGoOn() {
        add("虾", 8, 9_601);
        add("𠮷", 9, 1_000);
        add("蟹", 4_001, 1_000);
        register(scale.address(), Map.of("pricePer", "jin"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(states())
                        .containsExactly(
                                "7 2600 DONE 1 ",
                                "8 9601 FAILED 1 PRICE",
                                "9 1000 FAILED 1 NAME",
                                "4001 1000 FAILED 1 NUMBER"));
        assertThat(scale.price(8)).isEmpty();
    }

    @Test
    void aRefusalFailsWithWhatTheScaleSaid() {
        scale.troubles.add(Trouble.REFUSAL);
        Device device = register(scale.address(), Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("7 2600 FAILED 1 REFUSED"));
        assertThat(pushes.latest(device).getFirst().detail()).isEqualTo("0ve");
        assertThat(scale.price(7)).isEmpty();
    }

    @Test
    void anotherPriceThanWasWrittenIsTriedOnceMoreAndThenFails() {
        scale.troubles.addAll(List.of(Trouble.OTHER_PRICE, Trouble.OTHER_PRICE));
        register(scale.address(), Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("7 2600 FAILED 2 DIFFERS"));
        assertThat(scale.price(7)).as("what it really holds").isEqualTo("000001");
    }

    @Test
    void aResetInTheMiddleIsTriedAgainOnTheNextConnection() {
        scale.troubles.add(Trouble.RESET);
        register(scale.address(), Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("7 2600 PENDING 1 BROKEN"));
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("7 2600 DONE 2 "));
        assertThat(scale.price(7)).isEqualTo("002600");
    }

    @Test
    void whileAnotherClientHoldsTheScaleTheGoodsWait() throws IOException {
        String host = scale.address().split(":")[0];
        int port = Integer.parseInt(scale.address().split(":")[1]);
        try (Socket other = new Socket(host, port)) {
            other.getOutputStream().write("!0U0001A\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            await().atMost(SOON).until(() -> scale.commands.size() == 1);
            register(scale.address(), Map.of());
            await().atMost(SOON).untilAsserted(() -> assertThat(states()).hasSize(1));
            assertThat(states().getFirst()).startsWith("7 2600 PENDING");
            assertThat(scale.commands).as("it hears the other alone").hasSize(1);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(scale.price(7)).isEqualTo("002600"));
    }

    @Test
    void silenceIsTriedAgainLaterAndNeverBlocksThePage() throws IOException {
        scale.mute(true);
        Device device = register("", Map.of());
        DahuaUser user = new DahuaUser(pushes, QUICK);
        try (TestWire wire = TestWire.to(scale)) {
            assertThatThrownBy(() -> user.use(device, wire)).isInstanceOf(DahuaTalk.Silence.class);
        }
        assertThat(states()).containsExactly("7 2600 PENDING 1 SILENT");
        assertThat(scale.commands).as("sent twice").containsExactly("!0U0007A", "!0U0007A");
        assertThat(pushes.due(device)).as("not before its time").isEmpty();

        price(carp, 2_700);
        price(carp, 2_900);
        assertThat(states()).containsExactly("7 2600 SUPERSEDED 1 SILENT", "7 2700 SUPERSEDED 0 ", "7 2900 PENDING 0 ");
        assertThat(pushes.due(device))
                .get()
                .satisfies(due -> assertThat(due.fenPerKg()).isEqualTo(2_900));
    }

    @Test
    void itIsTriedLessAndLessOften() {
        assertThat(List.of(1, 2, 3, 7, 8, 12))
                .map(Push::waitAfter)
                .map(Duration::toSeconds)
                .containsExactly(5L, 10L, 20L, 320L, 600L, 600L);
    }

    @Test
    void aPriceThatIsRolledBackIsNotSent() {
        register("", Map.of());
        pushes.again(devices.of(market.marketId()).getFirst(), "");
        assertThatThrownBy(() -> goods.price(
                        market.marketId(),
                        holder.vendor().vendorId(),
                        carp.goodId() + 1,
                        UnitPrice.ofFenPerKilogram(1),
                        "x"))
                .isInstanceOf(org.caishi.platform.NotFound.class);
        assertThat(states()).containsExactly("7 2600 PENDING 0 ");
    }

    @Test
    void thePageShowsEachGoodsStateAndTheManagerSendsAgain() {
        scale.troubles.add(Trouble.REFUSAL);
        Device device = register(scale.address(), Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("7 2600 FAILED 1 REFUSED"));
        String page = "/manage/" + market.code() + "/scales/" + device.deviceId() + "/goods";
        Visitor inspector = staff.signedIn(Role.INSPECTOR, market);
        assertThat(inspector.get(page).body())
                .contains("data-plu=\"7\" data-state=\"FAILED\"", "秤拒绝了", "0ve")
                .doesNotContain("全部重新下发");
        String token = inspector.token("/manage/" + market.code() + "/fair-scale");
        assertThat(inspector.post(page, Map.of("_csrf", token)).statusCode()).isEqualTo(403);

        Visitor manager = staff.signedIn(Role.MANAGER, market);
        assertThat(Staff.submit(manager, page, page, Map.of())).contains("已安排下发 1 个商品");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(manager.get(page).body()).contains("data-plu=\"7\" data-state=\"DONE\""));
        Visitor stranger = staff.signedIn(Role.MANAGER, markets.open(0));
        assertThat(stranger.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void theManagerReadsWhoChangedAPriceFromWhatToWhat() {
        price(carp, 2_800);
        Visitor inspector = staff.signedIn(Role.INSPECTOR, market);
        assertThat(inspector
                        .get("/manage/" + market.code() + "/price-changes?stall=A1")
                        .body())
                .contains("鲫鱼", "26.00", "28.00", "wang");
        assertThat(inspector
                        .get("/manage/" + market.code() + "/price-changes?stall=B9")
                        .body())
                .doesNotContain("wang");
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

    private Device register(String address, Map<String, String> settings) {
        return devices.register(new NewDevice(
                market.marketId(),
                "TM-" + UUID.randomUUID().toString().substring(0, 13),
                DeviceKind.SCALE,
                "大华",
                "TM-15A",
                "dahua-tm",
                LinkKind.TCP_OUT,
                address,
                settings,
                holder.stall().stallId(),
                null,
                null));
    }

    private List<String> states() {
        return jdbc.queryForList(
                "select concat(plu, ' ', fen_per_kg, ' ', state, ' ', tries, ' ', reason) from scale_push"
                        + " where market_id = ? order by push_id",
                String.class,
                market.marketId());
    }

    /** A wire to the virtual scale without the product's links. */
    private record TestWire(Socket socket) implements Wire {
        static TestWire to(VirtualDahua scale) throws IOException {
            String[] address = scale.address().split(":");
            return new TestWire(new Socket(address[0], Integer.parseInt(address[1])));
        }

        @Override
        public InputStream in() {
            try {
                return socket.getInputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public OutputStream out() {
            try {
                return socket.getOutputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String describe() {
            return socket.toString();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
