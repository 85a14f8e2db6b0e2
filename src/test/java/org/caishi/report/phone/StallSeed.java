/** Rows of one market for a test: its vendors, payments, weighings, shares and statements, written as they would be found. */
package org.caishi.report.phone;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.platform.BusinessDay;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Vendor n holds stall 100 + n; its zone of time is chosen so that the market's clock stands at the hour that is asked for. */
final class StallSeed {
    final long marketId;
    final BusinessDay day;
    final Instant now;
    private final JdbcTemplate jdbc;
    private long next;

    private StallSeed(JdbcTemplate jdbc, long marketId, BusinessDay day, Instant now) {
        this.jdbc = jdbc;
        this.marketId = marketId;
        this.day = day;
        this.now = now;
        this.next = marketId * 1_000_000;
    }

    /** Opens a market in which it is some minutes past this hour now. */
    static StallSeed market(JdbcTemplate jdbc, long marketId, int hour, int cutHour) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        int ahead = Math.floorMod(hour - now.atZone(ZoneOffset.UTC).getHour() + 11, 24) - 11;
        ZoneId zone = ZoneId.of("Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead));
        jdbc.update(
                "insert into market_market (market_id, code, name, kind, address, time_zone, day_cut_hour,"
                        + " complaint_phone, state) values (?, ?, '东门菜市场', 'FARMERS', '东门街1号', ?, ?, '0571-88880000', 'OPEN')",
                marketId,
                "phone-" + marketId,
                zone.getId(),
                cutHour);
        jdbc.update("insert into market_zone (market_id, zone_id, name, position) values (?, 1, '蔬菜区', 1)", marketId);
        StallSeed seed = new StallSeed(jdbc, marketId, new BusinessDay(zone, cutHour), now);
        jdbc.update(
                "insert into settlement_calendar (market_id, closed_through) values (?, ?)",
                marketId,
                seed.today().minusDays(1));
        return seed;
    }

    LocalDate today() {
        return day.dateOf(now);
    }

    Person vendor(long vendorId) {
        byte[] sealed = "sealed".getBytes(StandardCharsets.UTF_8);
        jdbc.update(
                "insert into market_vendor (market_id, vendor_id, trade_name, owner_masked, owner_sealed, phone_sealed,"
                        + " phone_hash, phone_masked, category, licence_no, state, created_at)"
                        + " values (?, ?, '老王蔬菜', '王**', ?, ?, ?, '138****0000', '蔬菜', 'L-1', 'ACTIVE', ?)",
                marketId,
                vendorId,
                sealed,
                sealed,
                new byte[32],
                at(now));
        jdbc.update(
                "insert into market_stall (market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state)"
                        + " values (?, ?, 1, ?, ?, 1, 0, 0, 'TRADING')",
                marketId,
                stallOf(vendorId),
                "A%02d".formatted(vendorId),
                vendorId);
        jdbc.update(
                "insert into market_plate (market_id, plate_id, token, serial, stall_id, vendor_id, state, bound_at)"
                        + " values (?, ?, ?, '7102-A01-1', ?, ?, 'ACTIVE', ?)",
                marketId,
                vendorId,
                "token" + marketId + "x" + vendorId,
                stallOf(vendorId),
                vendorId,
                at(now));
        return new Person(marketId * 100 + vendorId, "v" + vendorId, "老王", Role.VENDOR, marketId, vendorId);
    }

    static long stallOf(long vendorId) {
        return 100 + vendorId;
    }

    long good(long vendorId, String name, long fenPerKg, int plu) {
        long id = ++next;
        jdbc.update(
                "insert into catalog_good (market_id, good_id, vendor_id, name, category, plu, fen_per_kg, position, state)"
                        + " values (?, ?, ?, ?, '蔬菜', ?, ?, ?, 'ON_SALE')",
                marketId,
                id,
                vendorId,
                name,
                plu,
                fenPerKg,
                plu);
        jdbc.update(
                "insert into catalog_price (market_id, good_id, since, fen_per_kg) values (?, ?, ?, ?)",
                marketId,
                id,
                at(now.minus(Duration.ofDays(2))),
                fenPerKg);
        return id;
    }

    /** A payment that came so long ago, booked a second later; its number in the database. */
    long paid(long vendorId, String channel, long fen, Duration ago, @Nullable Long weighingId) {
        return paid(vendorId, channel, fen, now.minus(ago), today(), weighingId);
    }

    long paid(long vendorId, String channel, long fen, Instant paidAt, LocalDate date, @Nullable Long weighingId) {
        long id = ++next;
        jdbc.update(
                "insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene,"
                        + " merchant_no, amount_fen, rule_id, state, created_at, expires_at, asks, paid_at, booked_at,"
                        + " business_date, refunded_fen)"
                        + " values (?, ?, ?, ?, ?, ?, ?, 'JSAPI', 'm', ?, 1, 'PAID', ?, ?, 0, ?, ?, ?, 0)",
                marketId,
                id,
                stallOf(vendorId),
                vendorId,
                vendorId,
                weighingId,
                channel,
                fen,
                at(paidAt),
                at(paidAt),
                at(paidAt),
                at(paidAt.plusSeconds(1)),
                date);
        return id;
    }

    /** A payment that comes at this very moment, so after all others. */
    long paidNow(long vendorId, String channel, long fen) {
        return paid(vendorId, channel, fen, Instant.now().truncatedTo(ChronoUnit.MILLIS), today(), null);
    }

    /** An order that nobody has paid. */
    void unpaid(long vendorId, long fen) {
        long id = paid(vendorId, "WECHAT", fen, Duration.ofMinutes(1), null);
        jdbc.update(
                "update payment_order set state = 'WAITING', paid_at = null, booked_at = null, business_date = null"
                        + " where market_id = ? and order_no = ?",
                marketId,
                id);
    }

    /** What a payment was split into: 1 % for the market, the channel's fee borne by the vendor. */
    void shares(long vendorId, long orderNo, LocalDate date, long vendorFen, long marketFen, long feeFen) {
        share(vendorId, orderNo, 1, "VENDOR", vendorFen, date);
        share(vendorId, orderNo, 2, "MARKET", marketFen, date);
        share(vendorId, orderNo, 3, "CHANNEL", feeFen, date);
    }

    private void share(long vendorId, long orderNo, int line, String party, long fen, LocalDate date) {
        jdbc.update(
                "insert into settlement_share (market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party,"
                        + " amount_fen, business_date) values (?, ?, ?, 'PAYMENT', ?, ?, ?, ?, ?, ?)",
                marketId,
                orderNo,
                line,
                orderNo,
                stallOf(vendorId),
                vendorId,
                party,
                fen,
                date);
    }

    void statement(long vendorId, LocalDate date, int payments, long gross, long fee, long commission) {
        jdbc.update(
                "insert into settlement_statement (market_id, business_date, stall_id, vendor_id, statement_id, payments,"
                        + " gross_fen, refund_fen, fee_fen, subsidy_fen, commission_fen, net_fen)"
                        + " values (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?, ?)",
                marketId,
                date,
                stallOf(vendorId),
                vendorId,
                ++next,
                payments,
                gross,
                fee,
                commission,
                gross - fee - commission);
    }

    long weighing(long vendorId, String state, Duration ago, Item... items) {
        long id = ++next;
        long total = 0;
        int line = 0;
        for (Item item : items) {
            total += item.fen;
            jdbc.update(
                    "insert into scale_weighing_item (market_id, weighing_id, line_no, good_id, plu, name, net_grams,"
                            + " tare_grams, fen_per_kg, amount_fen) values (?, ?, ?, null, 1, ?, ?, 0, ?, ?)",
                    marketId,
                    id,
                    ++line,
                    item.name,
                    item.grams,
                    item.fenPerKg,
                    item.fen);
        }
        jdbc.update(
                "insert into scale_weighing (market_id, weighing_id, stall_id, vendor_id, device_id, device_seq, source,"
                        + " total_fen, state, weighed_at, received_at, business_date)"
                        + " values (?, ?, ?, ?, 0, ?, 'TILE', ?, ?, ?, ?, ?)",
                marketId,
                id,
                stallOf(vendorId),
                vendorId,
                id,
                total,
                state,
                at(now.minus(ago)),
                at(now.minus(ago)),
                today());
        return id;
    }

    record Item(String name, long grams, long fenPerKg, long fen) {}

    void device(long vendorId, String kind, Duration seenAgo) {
        long id = ++next;
        jdbc.update(
                "insert into device_device (market_id, device_id, serial, kind, maker, model, protocol, link, address,"
                        + " settings, stall_id, key_sealed, state, last_seen_at, created_at)"
                        + " values (?, ?, ?, ?, '耀华', 'XK3190', 'yaohua-tf0', 'TCP_IN', '', '', ?, ?, 'ACTIVE', ?, ?)",
                marketId,
                id,
                "S" + id,
                kind,
                stallOf(vendorId),
                new byte[1],
                at(now.minus(seenAgo)),
                at(now));
    }

    /** Rows hold UTC. */
    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
