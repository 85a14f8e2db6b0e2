/** A sale that a scale has closed is stored once, whichever way and however often it is told. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Market;
import org.caishi.market.NewStall;
import org.caishi.market.Onboarding;
import org.caishi.market.PlateHolder;
import org.caishi.market.Stall;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class ScaleSalesTest {
    private static final String CARP = "1001:488:2560:1249";
    private static final String CRAB = "1002:1000:9800:9800";
    private static final Instant AT = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    TestMarket markets;

    @Autowired
    Onboarding onboarding;

    @Autowired
    Devices devices;

    @Autowired
    Goods goods;

    @Autowired
    Weighings weighings;

    @Autowired
    JdbcTemplate jdbc;

    private Market market;
    private PlateHolder holder;
    private VirtualScale scale;

    @BeforeEach
    void registerAScale() {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
        scale = VirtualScale.register(devices, holder.stall(), "caishi-json", LinkKind.TCP_IN);
    }

    @Test
    void toldTwiceByHttpIsOneRow() throws IOException, InterruptedException {
        String sale = scale.sale(17, AT, CARP);
        HttpResponse<String> first = scale.post(sale);
        HttpResponse<String> again = scale.post(sale + "\n");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo(accepted(17));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(accepted(17));
        assertThat(rows()).containsExactly("17 SALE WAITING 1249");
    }

    @Test
    void toldTwiceByTcpIsOneRow() throws IOException {
        try (VirtualScale.Line line = scale.dial()) {
            String sale = "WIFI-BRIDGE HB" + scale.sale(18, AT, CARP) + "\r\n";
            line.send("\n" + sale.substring(0, 70));
            line.send(sale.substring(70) + sale);

            assertThat(line.answer()).isEqualTo(accepted(18));
            assertThat(line.answer()).isEqualTo(accepted(18));
        }
        assertThat(rows()).containsExactly("18 SALE WAITING 1249");
    }

    @Test
    void toldTwiceByMqttIsOneRow() throws InterruptedException {
        try (VirtualScale.Publisher publisher = scale.publisher(market.code())) {
            publisher.publish("weighing", scale.sale(19, AT, CARP));
            publisher.publish("weighing", scale.sale(19, AT, CARP));

            assertThat(publisher.acks().poll(20, SECONDS)).isEqualTo(accepted(19));
            assertThat(publisher.acks().poll(20, SECONDS)).isEqualTo(accepted(19));
        }
        assertThat(rows()).containsExactly("19 SALE WAITING 1249");
    }

    @Test
    void toldByEveryWayAtOnceIsOneRow() throws Exception {
        String sale = scale.sale(20, AT, CARP);
        Callable<Integer> tell = () -> scale.post(sale).statusCode();
        try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> told : tellers.invokeAll(List.of(tell, tell, tell, tell, tell, tell))) {
                assertThat(told.get()).isEqualTo(200);
            }
        }
        assertThat(rows()).containsExactly("20 SALE WAITING 1249");
    }

    @Test
    void aSaleOfTwoItemsIsTheirSumOnce() throws IOException, InterruptedException {
        Good carp = goods.add(
                market.marketId(), holder.vendor().vendorId(), "活鲫鱼", "水产", 1001, UnitPrice.ofFenPerKilogram(2560), 1);
        scale.post(scale.sale(21, AT, CARP, CRAB));

        Weighing weighing =
                weighings.waiting(market.marketId(), holder.stall().stallId()).orElseThrow();
        assertThat(weighing.total().fen()).isEqualTo(11_049);
        assertThat(weighing.vendorId()).isEqualTo(holder.vendor().vendorId());
        assertThat(weighing.deviceId()).isEqualTo(scale.device().deviceId());
        assertThat(weighing.weighedAt()).isEqualTo(AT);
        assertThat(weighing.businessDate()).isEqualTo(market.day().dateOf(AT));
        assertThat(weighing.items()).extracting(item -> item.amount().fen()).containsExactly(1_249L, 9_800L);
        assertThat(weighing.items()).extracting(Weighing.Item::goodId).containsExactly(carp.goodId(), null);
        assertThat(weighing.items().getFirst().tare().grams()).isEqualTo(12);
        assertThat(jdbc.queryForList(
                        "select flags from scale_weighing_item where market_id = ? order by line_no",
                        String.class,
                        market.marketId()))
                .containsExactly("offline manual", "offline manual");
        assertThat(weighings.byId(market.marketId(), weighing.weighingId())).contains(weighing);
    }

    @Test
    void aClockThatLostItsBatteryDoesNotDateTheSale() throws IOException, InterruptedException {
        scale.post(scale.sale(22, Instant.parse("2000-01-01T00:00:09Z"), CARP));

        Weighing weighing =
                weighings.waiting(market.marketId(), holder.stall().stallId()).orElseThrow();
        assertThat(weighing.weighedAt()).isAfterOrEqualTo(AT.minusSeconds(1));
    }

    @Test
    void whatWasWeighedYesterdayIsStoredAndOfferedToNobody() throws IOException, InterruptedException {
        Instant yesterday = AT.minus(Duration.ofDays(1));
        assertThat(scale.post(scale.sale(23, yesterday, CARP)).statusCode()).isEqualTo(200);

        assertThat(rows()).containsExactly("23 SALE WAITING 1249");
        assertThat(jdbc.queryForObject(
                        "select weighed_at from scale_weighing where market_id = ?",
                        LocalDateTime.class,
                        market.marketId()))
                .isEqualTo(LocalDateTime.ofInstant(yesterday, UTC));
        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .isEmpty();
    }

    @Test
    void aForeignSerialIsRefusedOnEveryWay() throws IOException, InterruptedException {
        VirtualScale other = VirtualScale.register(devices, holder.stall(), "caishi-json", LinkKind.HTTP);
        String foreign = VirtualScale.sale(other.serial(), 1, AT, CARP);

        HttpResponse<String> posted = scale.post(foreign);
        assertThat(posted.statusCode()).isEqualTo(422);
        assertThat(posted.body())
                .contains("\"result\":\"refused\",\"reason\":\"serial\"")
                .contains("\"error\":{\"code\":\"serial\"");
        try (VirtualScale.Line line = scale.dial()) {
            line.send(foreign + "\n");
            assertThat(line.answer()).contains("\"seq\":1,\"result\":\"refused\",\"reason\":\"serial\"");
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void theSameNumberWithOtherContentIsRefused() throws IOException, InterruptedException {
        scale.post(scale.sale(24, AT, CARP));
        HttpResponse<String> other = scale.post(scale.sale(24, AT, CRAB));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("\"reason\":\"sequence\"");
        assertThat(rows()).containsExactly("24 SALE WAITING 1249");
    }

    @Test
    void aStallWithoutAVendorSellsNothing() throws IOException, InterruptedException {
        long zoneId = holder.stall().zoneId();
        Stall empty = onboarding.addStall(new NewStall(market.marketId(), zoneId, "B9", 2, 0, 0));
        VirtualScale idle = VirtualScale.register(devices, empty, "caishi-json", LinkKind.HTTP);

        assertThat(idle.post(idle.sale(1, AT, CARP)).body()).contains("\"reason\":\"vendor\"");
        assertThat(rows()).isEmpty();
    }

    @Test
    void aMessageThatIsNoSaleIsRefusedByItsNumber() throws IOException, InterruptedException {
        String wrong = scale.sale(25, AT, CARP).replace("\"totalFen\":1249", "\"totalFen\":1250");

        assertThat(scale.post("{").statusCode()).isEqualTo(400);
        assertThat(scale.post(wrong).statusCode()).isEqualTo(422);
        try (VirtualScale.Line line = scale.dial()) {
            line.send(wrong + "\n{\"kind\":\"weight\",\"grams\":1.5}\n{\"kind\":\"sale\"\n");
            assertThat(line.answer())
                    .startsWith("{\"kind\":\"ack\",\"serial\":\"" + scale.serial()
                            + "\",\"seq\":25,\"result\":\"refused\",\"reason\":\"total\",\"words\":\"totalFen is 1250");
            assertThat(line.answer()).contains("\"seq\":null,\"result\":\"refused\",\"reason\":\"json\"");
        }
        assertThat(rows()).isEmpty();
        assertThat(jdbc.queryForList(
                        "select concat(device_seq, ' ', reason, ' ', times) from scale_refusal where market_id = ?",
                        String.class,
                        market.marketId()))
                .containsExactly("25 total 1", "25 total 1");
    }

    @Test
    void aDayOfManyScalesKeepsEverySale() throws Exception {
        try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Receipt>> sales = LongStream.rangeClosed(1, 300)
                    .<Callable<Receipt>>mapToObj(seq -> () -> weighings.receive(
                            scale.device(),
                            ((SaleMessage.Accepted) SaleMessage.parse(
                                            scale.sale(seq, AT, CARP).getBytes(UTF_8)))
                                    .sale()))
                    .toList();
            for (Future<Receipt> receipt : tellers.invokeAll(sales)) {
                assertThat(receipt.get()).isInstanceOf(Receipt.Stored.class);
            }
        }
        Map<String, Object> sums = jdbc.queryForMap(
                "select count(*) as weighings, sum(total_fen) as fen from scale_weighing where market_id = ?",
                market.marketId());
        assertThat(sums.get("weighings")).isEqualTo(300L);
        assertThat(String.valueOf(sums.get("fen"))).isEqualTo("374700");
    }

    private String accepted(long sequence) {
        return "{\"kind\":\"ack\",\"serial\":\"%s\",\"seq\":%d,\"result\":\"accepted\"}"
                .formatted(scale.serial(), sequence);
    }

    private List<String> rows() {
        return jdbc.query(
                "select device_seq, source, state, total_fen from scale_weighing where market_id = ? order by weighing_id",
                (row, number) ->
                        row.getLong(1) + " " + row.getString(2) + " " + row.getString(3) + " " + row.getLong(4),
                market.marketId());
    }
}
