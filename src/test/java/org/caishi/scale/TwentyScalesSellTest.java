/** Twenty scales of every kind sell for a while, to customers of every kind: each sale is paid, or listed as never paid. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.market.Stall;
import org.caishi.scale.Pan.Look;
import org.caishi.scale.SellingStall.End;
import org.caishi.scale.SellingStall.Sold;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sells for twenty seconds; {@code -Dcaishi.sell.seconds=60} makes it the minute, {@code -Dcaishi.sell.seed} another day.
 * What the stalls have done stands in books of their own, which the product's are held against.
 */
@ProductTest
class TwentyScalesSellTest {
    private static final Logger LOG = LoggerFactory.getLogger(TwentyScalesSellTest.class);
    private static final int SECONDS = Integer.getInteger("caishi.sell.seconds", 20);
    private static final long SEED = Long.getLong("caishi.sell.seed", 11);

    private static final List<String> DIAL_IN =
            List.of("yaohua-reversed", "yaohua-ww", "yaohua-a12e", "toledo-continuous", "st-gs");
    private static final List<String> DIALLED =
            List.of("yaohua-command", "toledo-8217", "mt-sics", "sma", "nci", "modbus");
    private static final long CARP = 2_560;
    private static final long GREENS = 561;
    private static final long BARGAIN = 2_380;

    private static final Map<String, String> RANGE =
            Map.of("minGrams", Integer.toString(Selling.LEAST_GRAMS), "stableReadings", "3");

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    Goods goods;

    @Autowired
    Users users;

    @Autowired
    UnpaidWeighings unpaid;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    private final Map<PlateHolder, Selling> stalls = new LinkedHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private ScaleLines lines;
    private Market market;

    @BeforeEach
    void openAMarket() {
        market = markets.open(0);
        lines = new ScaleLines(devices);
    }

    @AfterEach
    void close() throws Exception {
        lines.close();
        for (AutoCloseable line : open) {
            line.close();
        }
    }

    @Test
    void everySaleIsPaidOrListedAsNeverPaid() throws Exception {
        putUpScalesThatTellWeights();
        putUpScalesThatTellPrices();
        putUpScalesThatTellSales();
        PlateHolder labels = stall();
        lines.register(labels.stall(), "st-gs", LinkKind.TCP_IN, "", Map.of("labelLong", "amount-weight"));
        stalls.put(labels, new Selling.ByLabel(goods(labels)));
        assertThat(devices.of(market.marketId())).hasSize(20);
        PlateHolder without = stall();
        stalls.put(without, new Selling.ByHand(goods(without)));

        List<Sold> sold = sellAll();
        letTheTimeRunOut();

        LOG.info("{}", figures(sold));
        SoldBooks books = new SoldBooks(market, sold, jdbc);
        books.assertStoredOnce();
        books.assertEachPaymentHasItsWeighing();
        books.assertListedBy(staff.signedIn(Role.MANAGER, market));
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertEveryKindWasThere(sold);
    }

    private void putUpScalesThatTellWeights() throws IOException {
        for (String protocol : DIAL_IN) {
            Pan pan = new Pan();
            lines.dialIn(byTile(pan), protocol, RANGE, bytes(() -> ScaleFrames.of(protocol, pan.look())));
        }
        for (String protocol : DIALLED) {
            Pan pan = new Pan();
            lines.dialled(
                    byTile(pan),
                    protocol,
                    protocol.equals("modbus") ? asked("divisor", "1000") : asked(),
                    ScaleFrames.answers(protocol, () -> ScaleFrames.of(protocol, pan.look())));
        }
        Pan pan = new Pan();
        Pty cable = Pty.open();
        lines.plugIn(
                byTile(pan),
                "yaohua-tf0",
                RANGE,
                cable.path().toString(),
                cable,
                bytes(() -> ScaleFrames.of("yaohua-tf0", pan.look())));
    }

    /** One rounds to the jiao and has a price that no goods have; the other is told its price. */
    private void putUpScalesThatTellPrices() throws IOException {
        Pan bargained = new Pan();
        lines.dialled(
                byPrice(bargained, BARGAIN, true), "ecr", asked("ask", "price"), ScaleFrames.answers("ecr", () -> {
                    Look look = bargained.look();
                    long fen = Selling.ByScalesPrice.fen(look.grams(), BARGAIN, true);
                    return ScaleFrames.priced(look, BARGAIN, fen);
                }));
        Pan carp = new Pan();
        lines.dialled(
                byPrice(carp, CARP, false),
                "dialog06",
                asked("priceFen", Long.toString(CARP)),
                ScaleFrames.dialog(carp::look, CARP));
    }

    /** The settings of a scale that speaks only when asked: ten times a second, and whatever else it needs. */
    private static Map<String, String> asked(String... setting) {
        Map<String, String> settings = new TreeMap<>(RANGE);
        settings.put("pollMillis", "100");
        if (setting.length == 2) {
            settings.put(setting[0], setting[1]);
        }
        return settings;
    }

    private void putUpScalesThatTellSales() throws IOException {
        for (LinkKind link : List.of(LinkKind.TCP_IN, LinkKind.TCP_IN, LinkKind.MQTT, LinkKind.MQTT, LinkKind.HTTP)) {
            PlateHolder stall = stall();
            VirtualScale scale = lines.register(stall.stall(), "caishi-json", link, "", Map.of());
            stalls.put(stall, new Selling.ByScale(scale, telling(scale, link)));
        }
    }

    private Selling.ByScale.Telling telling(VirtualScale scale, LinkKind link) throws IOException {
        if (link == LinkKind.TCP_IN) {
            VirtualScale.Line line = scale.dial();
            open.add(line);
            return Selling.ByScale.overTcp(line);
        }
        if (link == LinkKind.MQTT) {
            VirtualScale.Publisher publisher = scale.publisher(market.code());
            open.add(publisher);
            return Selling.ByScale.overMqtt(publisher);
        }
        return Selling.ByScale.overHttp(scale);
    }

    private Stall byTile(Pan pan) {
        PlateHolder stall = stall();
        stalls.put(stall, new Selling.ByTile(pan, goods(stall)));
        return stall.stall();
    }

    private Stall byPrice(Pan pan, long fenPerKg, boolean roundsToJiao) {
        PlateHolder stall = stall();
        stalls.put(stall, new Selling.ByScalesPrice(new Selling.ByTile(pan, goods(stall)), fenPerKg, roundsToJiao));
        return stall.stall();
    }

    private PlateHolder stall() {
        return markets.stall(market, "S%02d".formatted(stalls.size() + 1));
    }

    private List<Good> goods(PlateHolder stall) {
        long vendorId = stall.vendor().vendorId();
        return List.of(
                goods.add(market.marketId(), vendorId, "鲫鱼", "水产", 1001, UnitPrice.ofFenPerKilogram(CARP), 1),
                goods.add(market.marketId(), vendorId, "青菜", "蔬菜", 1002, UnitPrice.ofFenPerKilogram(GREENS), 2));
    }

    private static Supplier<byte[]> bytes(Supplier<String> frame) {
        return () -> frame.get().getBytes(ISO_8859_1);
    }

    /** Every stall at once, each by a seed of its own. */
    private List<Sold> sellAll() throws Exception {
        List<Customer> customers = List.of(new Customer(), new Customer("alipay"));
        Map<PlateHolder, StallPhone> phones = stalls.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), stall -> new StallPhone(users, stall)));
        long closesAt = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        List<Sold> sold = new ArrayList<>();
        try (ExecutorService sellers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Sold>>> days = new ArrayList<>();
            stalls.forEach((stall, selling) -> days.add(sellers.submit(new SellingStall(
                    stall,
                    Objects.requireNonNull(phones.get(stall)),
                    selling,
                    customers,
                    new Random(SEED * 100 + days.size()),
                    closesAt))));
            for (Future<List<Sold>> day : days) {
                sold.addAll(day.get());
            }
        }
        return sold;
    }

    /** The manager's market waits five minutes, and six go by. */
    private void letTheTimeRunOut() {
        String page = "/manage/" + market.code() + "/weighings";
        String said =
                Staff.submit(staff.signedIn(Role.MANAGER, market), page, page + "/abandon", Map.of("minutes", "5"));
        assertThat(said).contains("value=\"5\"");
        jdbc.update(
                "update scale_weighing set received_at = ? where market_id = ? and state = 'WAITING'",
                Clock.systemUTC().instant().minus(Duration.ofMinutes(6)),
                market.marketId());
        unpaid.abandon();
    }

    private void assertEveryKindWasThere(List<Sold> sold) {
        assertThat(sold).extracting(Sold::end).contains(End.values());
        assertThat(sold).extracting(sale -> sale.sale().source()).contains("TILE", "SALE", "LABEL", "HAND");
        assertThat(sold.stream().collect(groupingBy(Sold::stallNo)))
                .as("every stall has sold")
                .hasSameSizeAs(stalls);
    }

    /** For whoever runs it by hand. */
    private static String figures(List<Sold> sold) {
        long fen = sold.stream().mapToLong(sale -> sale.sale().fen()).sum();
        Map<End, Long> ends = new TreeMap<>(sold.stream().collect(groupingBy(Sold::end, counting())));
        Map<String, Long> sources = new TreeMap<>(
                sold.stream().collect(groupingBy(sale -> sale.sale().source(), counting())));
        return "%d sales of %s in %d s: %s %s".formatted(sold.size(), Money.ofFen(fen), SECONDS, ends, sources);
    }
}
