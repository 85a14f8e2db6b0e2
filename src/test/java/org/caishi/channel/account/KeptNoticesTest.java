/** What channels send is kept as it came: sealed, seen by those who may, cleared when its time is over; floods cost little. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.caishi.channel.ChannelName;
import org.caishi.channel.KeptNotice;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RawNotices;
import org.caishi.channel.Refusals;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class KeptNoticesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    RawNotices notices;

    @Autowired
    Refusals refusals;

    @Autowired
    Staff staff;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

    final Customer customer = new Customer();
    Market market;
    PlateHolder stall;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "A01");
    }

    @Test
    void anAcknowledgedNoticeIsKeptUnderItsOrderAndOpenedWithATrail() {
        String order = paid("12.50");
        Visitor clerk = staff.signedIn(Role.CLERK, market);
        String page = "/manage/" + market.code() + "/payments/" + order;
        KeptNotice kept = notices.newest(market.marketId(), 10).getFirst();
        String address = "/manage/" + market.code() + "/notices/" + kept.noticeId();

        assertThat(clerk.get(page).body()).contains("原始通知").contains(address).contains("127.0.0.1");
        assertThat(clerk.get(address).body())
                .contains("TRANSACTION.SUCCESS")
                .contains("AEAD_AES_256_GCM")
                .contains("wechatpay-signature");
        assertThat(jdbc.queryForObject(
                        "select count(*) from identity_audit where market_id = ? and action = 'notice.open'",
                        Long.class,
                        market.marketId()))
                .isEqualTo(1);

        assertThat(staff.signedIn(Role.INSPECTOR, market).get(address).statusCode())
                .isEqualTo(403);
        Market other = markets.open(0);
        Visitor stranger = staff.signedIn(Role.CLERK, other);
        assertThat(stranger.get(address).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/manage/" + other.code() + "/notices/" + kept.noticeId())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsKeptCanBeVerifiedAgainAndLiesSealed() {
        paid("3.00");
        KeptNotice kept = notices.newest(market.marketId(), 1).getFirst();
        RawNotices.Opened opened =
                notices.open(market.marketId(), kept.noticeId()).orElseThrow();

        assertThat(kept.verdict()).isEqualTo("PAID");
        assertThat(opened.headers())
                .containsKeys("wechatpay-serial", "wechatpay-timestamp", "wechatpay-nonce", "wechatpay-signature")
                .doesNotContainKeys("cookie", "authorization");
        assertThat(new String(opened.body(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("{");
        assertThat(jdbc.queryForObject(
                        "select cast(sealed as char character set latin1) from channel_raw_notice where market_id = ?",
                        String.class,
                        market.marketId()))
                .doesNotContain("TRANSACTION")
                .doesNotContain("wechatpay");
    }

    @Test
    void aRefusedOneIsKeptCountedAndSeenByTheBank() {
        HttpResponse<String> refused = customer.post("/notify/wechat/pay", Customer.JSON, "{\"id\":\"odd-one\"}");
        assertThat(refused.statusCode()).isBetween(400, 499);

        Visitor operator = staff.signedIn(Role.OPERATOR, null);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(operator.get("/manage").body()).contains("拒收的渠道通知").contains("data-refused=\"SIGNATURE\"");
            assertThat(operator.get("/manage/notices").body()).contains("签名不符");
        });
        KeptNotice kept = notices.newest(0, 1000).stream()
                .filter(notice -> notice.channel() == ChannelName.WECHAT)
                .filter(notice -> operator.get("/manage/notices/" + notice.noticeId())
                        .body()
                        .contains("odd-one"))
                .findFirst()
                .orElseThrow();
        assertThat(kept.verdict()).isEqualTo("SIGNATURE");
        assertThat(staff.signedIn(Role.MANAGER, market).get("/manage/notices").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFloodOfRefusedOnesIsCountedWholeAndKeptInPart() {
        long before = rows(0);
        long counted = counted("PROBE");
        RawNotices.Place nowhere = new RawNotices.Place(0, null, ChannelName.UNIONPAY, 0, "192.0.2.1");
        RawNotice raw = new RawNotice(new byte[100], Map.of(), clock.instant());
        NoticeReading.Refused probe = new NoticeReading.Refused(NoticeReading.Reason.PROBE, "a probe");
        for (int i = 0; i < 5_000; i++) {
            notices.keep(nowhere, raw, probe).await();
            refusals.count(0, ChannelName.UNIONPAY, "PROBE");
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(counted("PROBE")).isEqualTo(counted + 5_000));
        // Another minute may begin meanwhile, hardly a third.
        assertThat(rows(0) - before).isBetween(1L, 600L);
    }

    /** What the keeping of notices adds to their booking: a statement and a commit for a whole batch of them. */
    @Test
    void manyAtOnceAreWrittenTogether() throws Exception {
        RawNotices.Place place = new RawNotices.Place(market.marketId(), null, ChannelName.WECHAT, 0, "192.0.2.1");
        RawNotice raw = new RawNotice(new byte[1_000], Map.of(), clock.instant());
        long before = inserts();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3_000; i++) {
                senders.execute(() ->
                        notices.keep(place, raw, new NoticeReading.Other("X")).await());
            }
        }

        assertThat(rows(market.marketId())).isEqualTo(3_000);
        assertThat(inserts() - before).as("insert statements for 3,000 notices").isLessThan(600);
    }

    @Test
    void oldOnesAreClearedAndYoungOnesStay() {
        paid("1.00");
        paid("2.00");
        List<KeptNotice> kept = notices.newest(market.marketId(), 10);
        Instant old = clock.instant().minus(Duration.ofDays(201));
        jdbc.update(
                "update channel_raw_notice set received_at = ? where market_id = ? and notice_id = ?",
                Timestamp.from(old),
                market.marketId(),
                kept.getLast().noticeId());

        NoticeCare.clear(notices, refusals, clock.instant().minus(NoticeCare.KEPT));

        assertThat(notices.newest(market.marketId(), 10)).containsExactly(kept.getFirst());
    }

    private String paid(String amount) {
        String order = customer.order(stall, amount);
        customer.pay(order, "{}");
        await().atMost(SOON)
                .until(() -> customer.transaction(order).path("acknowledged").asBoolean());
        return order;
    }

    private long rows(long marketId) {
        Long rows = jdbc.queryForObject(
                "select count(*) from channel_raw_notice where market_id = ?", Long.class, marketId);
        return rows == null ? 0 : rows;
    }

    private long inserts() {
        Long inserts = jdbc.queryForObject(
                "select variable_value from information_schema.global_status where variable_name = 'COM_INSERT'",
                Long.class);
        return inserts == null ? 0 : inserts;
    }

    private long counted(String reason) {
        Long sum = jdbc.queryForObject(
                "select coalesce(sum(refusals), 0) from channel_refusal where channel = 'UNIONPAY' and reason = ?",
                Long.class,
                reason);
        return sum == null ? 0 : sum;
    }
}
