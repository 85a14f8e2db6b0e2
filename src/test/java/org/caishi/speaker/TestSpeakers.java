/** Stalls with a speaker each, what is announced there, and what became of it. */
package org.caishi.speaker;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Transactions;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class TestSpeakers {
    static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final AtomicLong NEXT = new AtomicLong(1);

    private final TestMarket markets;
    private final Devices devices;
    private final Announcements announcements;
    private final Transactions transactions;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    TestSpeakers(
            TestMarket markets,
            Devices devices,
            Announcements announcements,
            Transactions transactions,
            JdbcTemplate jdbc,
            Clock clock) {
        this.markets = markets;
        this.devices = devices;
        this.announcements = announcements;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A speaker at a new stall of a new market. */
    Device register(String protocol, LinkKind link) {
        return register(markets.open(0), protocol, link);
    }

    Market market() {
        return markets.open(0);
    }

    Device register(Market market, String protocol, LinkKind link) {
        return register(market, protocol, link, Map.of());
    }

    Device register(Market market, String protocol, LinkKind link, Map<String, String> settings) {
        return register(market, protocol, link, settings, "");
    }

    Device register(Market market, String protocol, LinkKind link, Map<String, String> settings, String address) {
        long number = NEXT.getAndIncrement();
        return devices.register(new NewDevice(
                market.marketId(),
                "SPK-" + number,
                DeviceKind.SPEAKER,
                "caishi",
                "S1",
                protocol,
                link,
                address,
                settings,
                markets.stall(market, "S" + number).stall().stallId(),
                null,
                KEY));
    }

    /** One that asks for what it is to say, at a stall that is there. */
    Device registerAt(PlateHolder stall) {
        return devices.register(new NewDevice(
                stall.stall().marketId(),
                "SPK-" + NEXT.getAndIncrement(),
                DeviceKind.SPEAKER,
                "某厂",
                "S9",
                MqttSpeakers.PROTOCOL,
                LinkKind.HTTP,
                "",
                Map.of(),
                stall.stall().stallId(),
                null,
                null));
    }

    /** One more speaker at the stall of another. */
    Device registerBeside(Device speaker, String protocol, LinkKind link) {
        return devices.register(new NewDevice(
                speaker.marketId(),
                "SPK-" + NEXT.getAndIncrement(),
                DeviceKind.SPEAKER,
                "caishi",
                "S2",
                protocol,
                link,
                "",
                Map.of(),
                speaker.stallId(),
                null,
                KEY));
    }

    /** The speaker gives a sign of life, and the registry has it. */
    void isThere(Device speaker) {
        devices.seen(speaker, clock.instant());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> devices.health(speaker.marketId()).stream()
                        .anyMatch(health -> health.deviceId() == speaker.deviceId() && health.lastSeenAt() != null));
    }

    static StallKey stallOf(Device speaker) {
        return new StallKey(speaker.marketId(), Objects.requireNonNull(speaker.stallId()));
    }

    /** What the ledger has about each announcement of a stall, the summaries too. */
    <T> List<T> rows(Device speaker, String column, Class<T> type) {
        return jdbc.queryForList(
                "select " + column
                        + " from speaker_announcement where market_id = ? and stall_id = ? order by announcement_id",
                type,
                speaker.marketId(),
                speaker.stallId());
    }

    /** The steps of all announcements of a stall, in the order in which they were taken. */
    List<String> steps(Device speaker) {
        return jdbc.queryForList(
                "select t.kind from speaker_step t join speaker_announcement a on a.market_id = t.market_id"
                        + " and a.announcement_id = t.announcement_id where a.market_id = ? and a.stall_id = ?"
                        + " order by t.announcement_id, t.stepped_at, t.step_id",
                String.class,
                speaker.marketId(),
                speaker.stallId());
    }

    /** Books announcements of these sums, in one transaction, and tells nobody. */
    void book(Device speaker, Instant at, long... fen) {
        List<AnnouncementOrder> orders = Arrays.stream(fen)
                .mapToObj(sum -> new AnnouncementOrder(
                        speaker.marketId(),
                        Objects.requireNonNull(speaker.stallId()),
                        AnnouncementOrder.Event.RECEIVED,
                        NEXT.getAndIncrement(),
                        Wallet.WECHAT,
                        Money.ofFen(sum),
                        at))
                .toList();
        transactions.run(() -> announcements.write(orders));
    }

    /** As a payment does it: booked now, and told after the commit. */
    void announce(Device speaker, long... fen) {
        book(speaker, clock.instant(), fen);
        nudge(speaker);
    }

    void nudge(Device speaker) {
        announcements.nudge(Set.of(new StallKey(speaker.marketId(), Objects.requireNonNull(speaker.stallId()))));
    }

    Instant now() {
        return clock.instant();
    }

    List<String> states(Device speaker) {
        return column(speaker, "state", String.class);
    }

    List<String> ids(Device speaker) {
        return column(speaker, "announcement_id", Long.class).stream()
                .map(AnnouncementId::text)
                .toList();
    }

    int attempts(Device speaker) {
        return column(speaker, "attempts", Integer.class).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    void awaitStates(Device speaker, String... states) {
        await().atMost(Duration.ofSeconds(60)).until(() -> states(speaker).equals(List.of(states)));
    }

    /** The line with which a device dials in. */
    String handshake(Device speaker) {
        String time = Long.toString(clock.instant().getEpochSecond());
        String nonce = nonce();
        String signature = sign(String.join("\n", speaker.serial(), speaker.protocol(), time, nonce));
        return String.join(" ", "CAISHI", speaker.serial(), speaker.protocol(), time, nonce, signature);
    }

    static String nonce() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static String sign(String text) {
        return DeviceSignature.of(KEY.getBytes(StandardCharsets.UTF_8), text);
    }

    private <T> List<T> column(Device speaker, String column, Class<T> type) {
        return jdbc.queryForList(
                "select " + column
                        + " from speaker_announcement where market_id = ? and stall_id = ? and event <> 'SUMMARY' order by announcement_id",
                type,
                speaker.marketId(),
                speaker.stallId());
    }
}
