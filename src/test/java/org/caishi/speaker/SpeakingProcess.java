/** A product in a process of its own that announces three sums and is killed over it, or lives to tell what became of all. */
package org.caishi.speaker;

import static org.awaitility.Awaitility.await;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.market.Market;
import org.caishi.platform.Transactions;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.testing.OwnProduct;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.springframework.jdbc.core.JdbcTemplate;

/** Arguments: data folder, the chip's port, the first of three sums in fen. */
public final class SpeakingProcess {
    private static final PrintStream OUT = System.out;
    private static final String SERIAL = "KILLED-1";

    private SpeakingProcess() {}

    public static void main(String[] args) throws Exception {
        System.setOut(System.err);
        try (OwnProduct product = OwnProduct.startOn(Path.of(args[0]), List.of(), "--db-scheduler.enabled=false")) {
            Device speaker = speaker(product, args[1]);
            announce(product, speaker, Long.parseLong(args[2]));
            tellTheEnd(product, speaker);
        }
        System.exit(0);
    }

    private static Device speaker(OwnProduct product, String port) {
        Devices devices = product.part(Devices.class);
        return devices.bySerial(SERIAL).orElseGet(() -> {
            Market market = product.part(TestMarket.class).open(0);
            long stall =
                    product.part(TestMarket.class).stall(market, "A01").stall().stallId();
            return devices.register(new NewDevice(
                    market.marketId(),
                    SERIAL,
                    DeviceKind.SPEAKER,
                    "caishi",
                    "S1",
                    "syn6288",
                    LinkKind.TCP_OUT,
                    "127.0.0.1:" + port,
                    Map.of(),
                    stall,
                    null,
                    null));
        });
    }

    private static void announce(OwnProduct product, Device speaker, long first) {
        Announcements announcements = product.part(Announcements.class);
        StallKey stall = new StallKey(speaker.marketId(), Objects.requireNonNull(speaker.stallId()));
        List<AnnouncementOrder> orders = LongStream.range(first, first + 3)
                .mapToObj(fen -> new AnnouncementOrder(
                        stall.marketId(),
                        stall.stallId(),
                        AnnouncementOrder.Event.RECEIVED,
                        fen,
                        Wallet.WECHAT,
                        Money.ofFen(fen),
                        Clock.systemUTC().instant()))
                .toList();
        product.part(Transactions.class).run(() -> announcements.write(orders));
        // Not sooner: what a former process left is being said already, and its steps would end this one with nothing
        // written.
        KillPoints.arm();
        if (KillPoints.is("queued")) {
            KillPoints.end();
        }
        announcements.nudge(Set.of(stall));
    }

    /** One line a sum: its fen and its state. */
    private static void tellTheEnd(OwnProduct product, Device speaker) {
        JdbcTemplate jdbc = product.part(JdbcTemplate.class);
        await().atMost(Duration.ofSeconds(120))
                .until(() -> Objects.requireNonNull(jdbc.queryForObject(
                                "select count(*) from speaker_announcement where market_id = ?"
                                        + " and state in ('QUEUED', 'SENT')",
                                Integer.class,
                                speaker.marketId()))
                        == 0);
        jdbc.query(
                "select amount_fen, state from speaker_announcement where market_id = ? and event = 'RECEIVED'",
                row -> {
                    OUT.println(row.getLong(1) + " " + row.getString(2));
                },
                speaker.marketId());
    }
}
