/** A price that a vendor sets reaches his smart scale by line, broker or question, once, and what went wrong is told. */
package org.caishi.simulator.day;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkState;
import org.caishi.device.NewDevice;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class GoodsToScalesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "a price for every scale";

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    Goods goods;

    @Autowired
    Users users;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    private final Clock clock = Clock.systemUTC();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Market market;
    private PlateHolder holder;
    private Good carp;

    @BeforeEach
    void openAStallWithGoods() {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
        carp = add(market, holder, "鲫鱼", 7, 2_600);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void aPriceSetOnThePhoneIsOnTheScaleAtTheEndOfTheLine() throws Exception {
        Product.Device device = register(LinkKind.TCP_IN);
        VirtualScale scale = scale(device, dial(device), 200);
        awaitGoods(scale, "7 鲫鱼 2600");
        awaitStates("7 2600 DONE 1 ");

        setPriceOnThePhone("28.00");
        awaitGoods(scale, "7 鲫鱼 2800");
        awaitStates("7 2600 DONE 1 ", "7 2800 DONE 1 ");
        scale.sell("鲫鱼", 7, 500, 2_800);
        assertThat(jdbc.queryForObject(
                        "select count(*) from scale_weighing where market_id = ?", Integer.class, market.marketId()))
                .as("sales go on over the same line")
                .isEqualTo(1);
    }

    @Test
    void soItIsOnTheScaleAtTheBroker() throws Exception {
        Product.Device device = register(LinkKind.MQTT);
        VirtualScale scale = scale(device, overMqtt(device), 200);
        awaitGoods(scale, "7 鲫鱼 2600");
        setPriceOnThePhone("28.00");
        awaitGoods(scale, "7 鲫鱼 2800");
        awaitStates("7 2600 DONE 1 ", "7 2800 DONE 1 ");
    }

    @Test
    void moreThanOneMessageHoldsComesInSeveral() throws Exception {
        for (int plu = 20; plu < 45; plu++) {
            add(market, holder, "菜" + plu, plu, 100L * plu);
        }
        Product.Device device = register(LinkKind.MQTT);
        VirtualScale scale = scale(device, overMqtt(device), 200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(states())
                        .hasSize(26)
                        .allSatisfy(state -> assertThat(state).endsWith(" DONE 1 ")));
        assertThat(scale.goods()).hasSize(26);
    }

    @Test
    void aScaleThatAsksIsAnsweredAsSoonAsThereIsAPrice() throws Exception {
        Product.Device device = register(LinkKind.HTTP);
        KeptGoods kept = new KeptGoods(200);
        assertThat(answer(device, kept, ask(device, 0).body())).isEqualTo(204);
        awaitStates("7 2600 DONE 1 ");
        assertThat(ask(device, 0).body()).isEqualTo("{\"kind\":\"goods\",\"goods\":[]}");

        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(() -> ask(device, 30));
        setPriceOnThePhone("28.00");
        assertThat(answer(device, kept, waiting.get().body())).isEqualTo(204);
        awaitStates("7 2600 DONE 1 ", "7 2800 DONE 1 ");
        assertThat(kept.list()).extracting(KeptGoods.Kept::fenPerKilogram).containsExactly(2_800L);

        assertThat(post(device, "/api/device/goods/ack", "{\"kind\":\"goods-ack\"}")
                        .statusCode())
                .isEqualTo(400);
        Product.Device other = register(LinkKind.TCP_IN);
        assertThat(ask(other, 0).statusCode())
                .as("a scale with a line has another way")
                .isEqualTo(404);
    }

    @Test
    void whileTheScaleIsAwayPricesWaitAndTheLastIsThereWhenItIsBack() throws Exception {
        Product.Device device = register(LinkKind.TCP_IN);
        KeptGoods kept = new KeptGoods(200);
        VirtualScale scale = new VirtualScale(device, dial(device), clock, kept);
        awaitStates("7 2600 DONE 1 ");
        scale.close();
        awaitDown(device);

        setPriceOnThePhone("28.00");
        setPriceOnThePhone("29.50");
        assertThat(states()).containsExactly("7 2600 DONE 1 ", "7 2800 SUPERSEDED 0 ", "7 2950 PENDING 0 ");
        assertThat(vendor().get("/vendor/prices").body()).contains("data-push=\"PENDING\"", "新价还没到秤上");
        open.add(new VirtualScale(device, dial(device), clock, kept));
        awaitStates("7 2600 DONE 1 ", "7 2800 SUPERSEDED 0 ", "7 2950 DONE 1 ");
        assertThat(kept.changes()).as("the price between was never there").isEqualTo(2);
        assertThat(vendor().get("/vendor/prices").body()).doesNotContain("data-push");
    }

    @Test
    void withoutAnAnswerTheGoodsComeAgainAndAreWrittenOnce() throws Exception {
        Product.Device device = register(LinkKind.TCP_IN);
        KeptGoods kept = new KeptGoods(200);
        open.add(new VirtualScale(device, new Forgetful(dial(device), 1), clock, kept));
        await().atMost(SOON).until(() -> kept.changes() == 1);
        assertThat(states()).as("not known to be there").containsExactly("7 2600 PENDING 1 SILENT");
        awaitStates("7 2600 DONE 2 ");
        assertThat(kept.changes()).isEqualTo(1);
    }

    @Test
    void whatTheScaleRefusesStandsOnThePageWithItsWords() throws Exception {
        add(market, holder, "草鱼", 8, 1_800);
        Product.Device device = register(LinkKind.TCP_IN);
        VirtualScale scale = scale(device, dial(device), 1);
        awaitStates("7 2600 DONE 1 ", "8 1800 FAILED 1 FULL");
        awaitGoods(scale, "7 鲫鱼 2600");
        Visitor manager = staff.signedIn(Role.MANAGER, market);
        long id = devices.bySerial(device.serial()).orElseThrow().deviceId();
        String page = "/manage/" + market.code() + "/scales/" + id;
        assertThat(manager.get(page).body()).contains("/scales/" + id + "/goods");
        assertThat(manager.get(page + "/goods").body())
                .contains("data-plu=\"8\" data-state=\"FAILED\"", "秤存不下更多商品", "1 PLUs are all it holds");
        assertThat(vendor().get("/vendor/prices").body()).contains("data-push=\"FAILED\"", "没到秤上：秤存不下更多商品");
    }

    @Test
    void aScaleThatNeverSaysItKeepsGoodsIsSentNone() throws Exception {
        Product.Device device = register(LinkKind.TCP_IN);
        ScaleWay line = dial(device);
        line.say("{\"kind\":\"weight\",\"grams\":5}");
        setPriceOnThePhone("28.00");
        line.sale(("{\"serial\":\"%s\",\"seq\":1,\"at\":\"%s\",\"items\":[{\"plu\":7,\"name\":\"\",\"netGrams\":1,"
                        + "\"tareGrams\":0,\"unitPriceFenPerKg\":1,\"amountFen\":3}],\"totalFen\":3}")
                .formatted(device.serial(), clock.instant()));
        assertThat(line.hear()).contains("\"kind\":\"ack\"", "accepted");
        assertThat(states()).isEmpty();
    }

    @Test
    void aScaleOfAnotherMarketNeitherGetsGoodsNorAnswersForThem() throws Exception {
        Market elsewhere = markets.open(0);
        PlateHolder there = markets.stall(elsewhere, "A1");
        Product.Device foreign = register(elsewhere, there, LinkKind.TCP_IN);
        ScaleWay foreignLine = dial(foreign);
        VirtualScale stranger = scale(foreign, foreignLine, 200);
        Product.Device device = register(LinkKind.TCP_IN);
        Forgetful line = new Forgetful(dial(device), Integer.MAX_VALUE);
        open.add(new VirtualScale(device, line, clock, new KeptGoods(200)));
        await().atMost(SOON).until(() -> !line.lost.isEmpty());

        foreignLine.say(line.lost.getFirst());
        add(elsewhere, there, "虾", 9, 8_000);
        awaitGoods(stranger, "9 虾 8000");
        assertThat(states()).hasSize(1).first().asString().startsWith("7 2600 PENDING");
    }

    @Test
    void aScaleAtAnotherStallGetsThatStallsGoodsAndLosesTheOthers() throws Exception {
        Product.Device device = register(LinkKind.TCP_IN);
        KeptGoods kept = new KeptGoods(200);
        VirtualScale scale = new VirtualScale(device, dial(device), clock, kept);
        awaitGoods(scale, "7 鲫鱼 2600");
        PlateHolder other = markets.stall(market, "B2");
        add(market, other, "豆腐", 3, 400);
        Device known = devices.bySerial(device.serial()).orElseThrow();
        devices.bind(known, other.stall().stallId());
        awaitDown(device);

        VirtualScale moved = new VirtualScale(device, dial(device), clock, kept);
        open.add(moved);
        awaitGoods(moved, "3 豆腐 400");
        awaitStates("7 2600 DONE 1 ", "3 400 DONE 1 ", "7 2600 DONE 1 ");
        Visitor manager = staff.signedIn(Role.MANAGER, market);
        String page = "/manage/" + market.code() + "/scales/" + known.deviceId() + "/goods";
        assertThat(Staff.submit(manager, page, page, Map.of())).contains("已安排下发 1 个商品");
        awaitStates("7 2600 DONE 1 ", "3 400 DONE 1 ", "7 2600 DONE 1 ", "3 400 DONE 1 ");
    }

    private Visitor vendor() {
        String name = "price-" + UUID.randomUUID().toString().substring(0, 12);
        users.add(
                name,
                "王建国",
                PASSWORD,
                Role.VENDOR,
                market.marketId(),
                holder.vendor().vendorId());
        Visitor vendor = new Visitor();
        vendor.signIn(name, PASSWORD);
        return vendor;
    }

    private void setPriceOnThePhone(String yuan) {
        Visitor vendor = vendor();
        String page = "/vendor/prices/" + carp.goodId();
        assertThat(vendor.post(page, Map.of("_csrf", vendor.token(page), "unit", "kg", "price", yuan))
                        .statusCode())
                .isEqualTo(302);
    }

    private Good add(Market at, PlateHolder seller, String name, int plu, long fenPerKg) {
        return goods.add(
                at.marketId(), seller.vendor().vendorId(), name, "水产", plu, UnitPrice.ofFenPerKilogram(fenPerKg), plu);
    }

    private Product.Device register(LinkKind link) {
        return register(market, holder, link);
    }

    private Product.Device register(Market at, PlateHolder seller, LinkKind link) {
        Device device = devices.register(new NewDevice(
                at.marketId(),
                "GS-" + UUID.randomUUID().toString().substring(0, 13),
                DeviceKind.SCALE,
                "Caishi",
                "CS-15",
                "caishi-json",
                link,
                "",
                Map.of(),
                seller.stall().stallId(),
                null,
                null));
        return new Product.Device(
                at.code(),
                device.serial(),
                "SCALE",
                "caishi-json",
                link.name(),
                seller.stall().stallNo(),
                devices.keyText(device));
    }

    private ScaleWay dial(Product.Device device) throws IOException {
        ScaleWay line = new DialledIn(device, "127.0.0.1", port("CAISHI_SCALE_PORT"), clock);
        open.add(line);
        return line;
    }

    private ScaleWay overMqtt(Product.Device device) throws Exception {
        ScaleWay way = new OverMqtt(device, "127.0.0.1", port("CAISHI_MQTT_PORT"));
        open.add(way);
        return way;
    }

    private VirtualScale scale(Product.Device device, ScaleWay way, int room) {
        VirtualScale scale = new VirtualScale(device, way, clock, new KeptGoods(room));
        open.add(scale);
        return scale;
    }

    private static int port(String name) {
        return Integer.parseInt(System.getProperty(name));
    }

    private static void awaitGoods(VirtualScale scale, String... goods) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(scale.goods())
                        .extracting(kept -> kept.plu() + " " + kept.name() + " " + kept.fenPerKilogram())
                        .containsExactly(goods));
    }

    private void awaitStates(String... states) {
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly(states));
    }

    private void awaitDown(Product.Device device) {
        Device known = devices.bySerial(device.serial()).orElseThrow();
        await().atMost(SOON).until(() -> links.of(known).filter(LinkState::up).isEmpty());
    }

    private List<String> states() {
        return jdbc.queryForList(
                "select concat(plu, ' ', fen_per_kg, ' ', state, ' ', tries, ' ', reason) from scale_push"
                        + " where market_id = ? order by push_id",
                String.class,
                market.marketId());
    }

    private HttpResponse<String> ask(Product.Device device, int wait) {
        return send(device, "GET", "/api/device/goods", "?wait=" + wait, "");
    }

    private int answer(Product.Device device, KeptGoods kept, String message) {
        String answer = kept.take(JsonMapper.shared().readTree(message)).orElseThrow();
        return post(device, "/api/device/goods/ack", answer).statusCode();
    }

    private HttpResponse<String> post(Product.Device device, String path, String body) {
        return send(device, "POST", path, "", body);
    }

    private HttpResponse<String> send(Product.Device device, String method, String path, String query, String body) {
        String time = Long.toString(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + System.getProperty("CAISHI_PORT") + path + query))
                .header("Content-Type", "application/json")
                .header("X-Device", device.serial())
                .header("X-Timestamp", time)
                .header("X-Nonce", nonce)
                .header("X-Signature", Signature.of(device.key(), method, path, time, nonce, body))
                .method(method, BodyPublishers.ofString(body, UTF_8))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
