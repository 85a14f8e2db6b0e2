/** What a scale kept while it had no line: in any order, more than once, with holes, with a chain that does not fit. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.settlement.BusinessCalendar;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class OfflineSalesTest {
    private static final String CARP = "1001:488:2560:1249";
    private static final int SALES = 60;

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    Weighings weighings;

    @Autowired
    BusinessCalendar calendar;

    @Autowired
    JdbcTemplate jdbc;

    private Market market;
    private PlateHolder holder;
    private VirtualScale scale;
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void registerAScale() {
        market = markets.open(4);
        holder = markets.stall(market, "A1");
        scale = VirtualScale.register(devices, holder.stall(), "caishi-json", LinkKind.HTTP);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheOrderTheHolesAreThoseThatAreMissing(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> chain = chain(100, SALES);
        TreeSet<Integer> lost = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            lost.add(1 + random.nextInt(SALES - 2));
        }
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < SALES; i++) {
            if (!lost.contains(i)) {
                told.addAll(Collections.nCopies(1 + random.nextInt(3), i));
            }
        }
        Collections.shuffle(told, random);
        tellAll(told.stream().map(chain::get).toList(), random.nextBoolean());

        assertThat(missing())
                .containsExactlyElementsOf(lost.stream().map(i -> 100L + i).toList());
        assertThat(stored()).isEqualTo(SALES - lost.size());
        assertThat(breaks()).isEmpty();

        List<Integer> late = new ArrayList<>(lost);
        Collections.shuffle(late, random);
        tellAll(late.stream().map(chain::get).toList(), false);

        assertThat(missing()).isEmpty();
        assertThat(jdbc.queryForObject(
                        "select count(*) from scale_gap where market_id = ? and (missing <> 0 or healed_at is null)",
                        Long.class,
                        market.marketId()))
                .isZero();
        assertThat(stored()).isEqualTo(SALES);
        assertThat(breaks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aForgedRecordBreaksTheChainWhereverItComesInTheOrder(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> chain = new ArrayList<>(chain(1, 20));
        // Number 8 says another sum than the one over which number 9 was chained; number 15 has lost its hash.
        chain.set(7, chain.get(7).replace("1249", "1149"));
        chain.set(14, chain.get(14).replaceFirst(",\"prevHash\":\"[0-9a-f]{64}\"", ""));
        List<Integer> order =
                new ArrayList<>(LongStream.range(0, 20).mapToObj(i -> (int) i).toList());
        Collections.shuffle(order, random);
        tellAll(order.stream().map(chain::get).toList(), false);

        // Without its hash number 15 is another message, so number 16 does not fit it either.
        assertThat(breaks()).containsExactly("9 other", "15 none", "16 other");
        assertThat(stored()).isEqualTo(20);
        assertThat(missing()).isEmpty();
    }

    @Test
    void otherContentUnderAUsedNumberIsRefusedAndShown() {
        tell(scale.sale(7, now, CARP));
        Receipt other = tell(scale.sale(7, now, "1001:400:2560:1024"));
        tell(scale.sale(7, now, "1001:400:2560:1024"));

        assertThat(other).isInstanceOf(Receipt.Refused.class);
        assertThat(stored()).isEqualTo(1);
        assertThat(jdbc.queryForList(
                        "select concat(device_seq, ' ', reason, ' ', times) from scale_refusal where market_id = ?",
                        String.class,
                        market.marketId()))
                .containsExactly("7 sequence 2");
    }

    @Test
    void whatComesLateIsMarkedAndStandsInItsOwnDay() {
        Instant then = now.minus(Duration.ofHours(30));
        jdbc.update("delete from settlement_calendar where market_id = ?", market.marketId());
        calendar.begin(market, market.day().dateOf(then));
        openFrom(market.day().dateOf(then));
        tell(scale.sale(1, then, CARP));
        tell(scale.sale(2, now, CARP));

        assertThat(row(1)).containsEntry("late", true).containsEntry("belongs_to", null);
        assertThat(row(1).get("business_date"))
                .hasToString(market.day().dateOf(then).toString());
        assertThat(row(2)).containsEntry("late", false);
    }

    @Test
    void aClosedDayTakesNothingMoreAndTheOpenOneSaysWhoseItIs() {
        LocalDate today = market.day().dateOf(now);
        Instant then = now.minus(Duration.ofHours(50));
        openFrom(today);
        Receipt receipt = tell(scale.sale(1, then, CARP));

        assertThat(receipt).isInstanceOf(Receipt.Stored.class);
        assertThat(row(1).get("business_date")).hasToString(today.toString());
        assertThat(row(1).get("belongs_to"))
                .hasToString(market.day().dateOf(then).toString());
        assertThat(row(1)).containsEntry("late", true);
        assertThat(tell(scale.sale(1, then, CARP))).isInstanceOf(Receipt.Repeated.class);
    }

    @Test
    void aClockThatIsYearsWrongIsKeptButNotBelieved() {
        Instant wrong = Instant.parse("2038-01-19T03:14:07Z");
        tell(scale.sale(1, wrong, CARP));
        tell(scale.sale(2, Instant.parse("2001-01-01T00:00:00Z"), CARP));

        assertThat(row(1).get("business_date"))
                .hasToString(market.day().dateOf(now).toString());
        assertThat(row(1)).containsEntry("late", false);
        assertThat(jdbc.queryForList(
                        "select date_format(scale_time, '%Y-%m-%d') from scale_weighing where market_id = ? order by device_seq",
                        String.class, market.marketId()))
                .containsExactly("2038-01-19", "2001-01-01");
    }

    private void openFrom(LocalDate first) {
        jdbc.update(
                "insert into settlement_calendar (market_id, closed_through) values (?, ?)"
                        + " on duplicate key update closed_through = values(closed_through)",
                market.marketId(),
                first.minusDays(1));
    }

    /** A device's sales, each over the hash of the one before. */
    private List<String> chain(long first, int count) throws Exception {
        List<String> chain = new ArrayList<>();
        @Nullable String before = null;
        for (int i = 0; i < count; i++) {
            String sale = scale.sale(first + i, now.minusSeconds(60L * (count - i)), CARP);
            String message = before == null
                    ? sale
                    : sale.substring(0, sale.length() - 1) + ",\"prevHash\":\"" + sha256(before) + "\"}";
            chain.add(message);
            before = message;
        }
        return chain;
    }

    private static String sha256(String message) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message.getBytes(UTF_8)));
    }

    private void tellAll(List<String> messages, boolean atOnce) throws Exception {
        try (ExecutorService tellers =
                atOnce ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newSingleThreadExecutor()) {
            List<Callable<Receipt>> calls = messages.stream()
                    .<Callable<Receipt>>map(message -> () -> tell(message))
                    .toList();
            for (var receipt : tellers.invokeAll(calls)) {
                assertThat(receipt.get()).isNotInstanceOf(Receipt.Refused.class);
            }
        }
    }

    private Receipt tell(String message) {
        return weighings.receive(
                scale.device(), ((SaleMessage.Accepted) SaleMessage.parse(message.getBytes(UTF_8))).sale());
    }

    /** Every number within a gap that is not stored, as the page counts them; the gaps' own counts must agree. */
    private List<Long> missing() {
        List<Long> missing = new ArrayList<>();
        jdbc.query(
                "select from_seq, to_seq, missing from scale_gap where market_id = ? order by from_seq",
                (org.springframework.jdbc.core.RowCallbackHandler) row -> {
                    List<Long> stored = jdbc.queryForList(
                            "select device_seq from scale_weighing where market_id = ? and device_seq between ? and ?",
                            Long.class,
                            market.marketId(),
                            row.getLong(1),
                            row.getLong(2));
                    List<Long> open = LongStream.rangeClosed(row.getLong(1), row.getLong(2))
                            .boxed()
                            .filter(seq -> !stored.contains(seq))
                            .toList();
                    assertThat(row.getLong(3)).isEqualTo(open.size());
                    missing.addAll(open);
                },
                market.marketId());
        return missing;
    }

    private long stored() {
        return jdbc.queryForList(
                        "select weighing_id from scale_weighing where market_id = ?", Long.class, market.marketId())
                .size();
    }

    private List<String> breaks() {
        return jdbc.queryForList(
                "select concat(device_seq, case when told is null then ' none' else ' other' end) from scale_break"
                        + " where market_id = ? order by device_seq",
                String.class,
                market.marketId());
    }

    private Map<String, Object> row(long seq) {
        return jdbc.queryForMap(
                "select late, belongs_to, business_date from scale_weighing where market_id = ? and device_seq = ?",
                market.marketId(),
                seq);
    }
}
