/** A process that takes money under load until it is killed, and tells its parent what it has acknowledged. */
package org.caishi.payment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.caishi.Caishi;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.Merchants;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Payer;
import org.caishi.channel.Scene;
import org.caishi.device.Device;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Admission;
import org.caishi.platform.FreeSpace;
import org.caishi.platform.Transactions;
import org.caishi.settlement.BusinessCalendar;
import org.caishi.settlement.DayClose;
import org.caishi.speaker.PatientSpeaker;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The product's own checkout, booking, day close and speaker door on its own embedded database, without web server and
 * broker. It reads {@code NOTICE …} lines of what the channel was never acknowledged, books them, says {@code READY},
 * starts to work at {@code GO} and ends at the end of its input. It says {@code OPENED} before and {@code PAID} after an
 * order's notice was booked, and {@code SAID} for what a speaker was given.
 */
public final class Till {
    private static final PrintStream OUT = System.out;
    private static final int CUSTOMERS = 24;
    private static final int DAYS = 4;

    private final ConfigurableApplicationContext context;
    private final Checkout checkout;
    private final Completion completion;
    private final Random random;

    private Till(ConfigurableApplicationContext context, long seed) {
        this.context = context;
        this.completion = context.getBean(Completion.class);
        this.random = new Random(seed);
        this.checkout = new Checkout(
                context.getBean(PaymentOrders.class),
                context.getBean(BookingRows.class),
                new Channels(List.of(new InstantChannel(ChannelName.WECHAT))),
                context.getBean(Merchants.class),
                context.getBean(NewOrders.class),
                context.getBean(Recheck.class),
                context.getBean(Transactions.class),
                context.getBean(FreeSpace.class),
                context.getBean(Admission.class),
                Clock.systemUTC(),
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
    }

    public static void main(String[] args) throws Exception {
        System.setOut(System.err);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Caishi.class, NamedPoints.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .run(args);
        context.getBean(org.flywaydb.core.Flyway.class);
        Till till = new Till(context, Long.getLong("caishi.fault.seed", 0));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        till.hearWhatWasMissed(in);
        say("READY");
        if ("GO".equals(in.readLine())) {
            till.open();
        }
        while (in.readLine() != null) {
            // Everything else on this line is the parent's silence.
        }
        context.close();
        System.exit(0);
    }

    static void say(String line) {
        OUT.println(line);
    }

    private void hearWhatWasMissed(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("DELIVERED"); line = in.readLine()) {
            String[] words = line.split(" ");
            settle(
                    words[1],
                    words[2],
                    Long.parseLong(words[3]),
                    Clock.systemUTC().instant());
        }
    }

    private void open() {
        TestMarket markets = context.getBean(TestMarket.class);
        Market market = markets.open(0);
        Instant now = Clock.systemUTC().instant();
        context.getBean(BusinessCalendar.class)
                .begin(market, market.day().dateOf(now).minusDays(DAYS));
        List<PlateHolder> stalls = IntStream.of(1, 2, 3)
                .mapToObj(number -> markets.stall(market, "A0" + number))
                .toList();
        PatientSpeaker speaker = context.getBean(PatientSpeaker.class);
        Device device =
                speaker.register(market.marketId(), stalls.getFirst().stall().stallId());
        NamedPoints.arm();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            long own = random.nextLong();
            again("customer", () -> buy(stalls, new Random(own), Integer.MAX_VALUE));
        }
        again("speaker", () -> speaker.ask(device, id -> say("SAID " + id)));
        again(NamedPoints.DAY_CLOSE, () -> {
            Thread.sleep(100);
            context.getBean(DayClose.class).closeWhatHasEnded();
        });
    }

    /** Until the process ends; what fails is tried again, as people do. */
    private static void again(String name, Step step) {
        Thread.ofVirtual().name(name).start(() -> {
            while (true) {
                try {
                    step.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (Exception failed) {
                    say("FAILED " + name + " " + failed.getClass().getSimpleName() + databaseWords(failed));
                    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                }
            }
        });
    }

    /** What the database said, where it was the reason. */
    private static String databaseWords(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return " " + sql.getErrorCode() + " " + sql.getMessage();
            }
        }
        return "";
    }

    private void buy(List<PlateHolder> stalls, Random own, int purchases) {
        for (int bought = 0; bought < purchases; bought++) {
            PlateHolder stall = stalls.get(own.nextInt(stalls.size()));
            Money amount = Money.ofFen(1 + own.nextInt(9_999));
            Checkout.OpenedOrder opened = checkout.open(
                    new Checkout.Request(stall, amount, null, ChannelName.WECHAT, Scene.NATIVE, Payer.ANYBODY));
            String merchant = TestMarket.merchantNo(stall.vendor());
            say("OPENED %s %s %d".formatted(opened.number(), merchant, amount.fen()));
            Instant paidAt = Clock.systemUTC().instant().minus(Duration.ofHours(own.nextInt(DAYS * 24)));
            settle(opened.number().toString(), merchant, amount.fen(), paidAt);
            if (own.nextInt(10) == 0) {
                settle(opened.number().toString(), merchant, amount.fen(), paidAt);
            }
        }
    }

    private void settle(String number, String merchant, long fen, Instant paidAt) {
        Outcome outcome = completion.settle(new PaidNotice(
                ChannelName.WECHAT,
                "T" + number,
                number,
                merchant,
                Money.ofFen(fen),
                "CNY",
                paidAt,
                Clock.systemUTC().instant(),
                PaidNotice.Source.NOTICE));
        say((outcome instanceof Outcome.Booked || outcome instanceof Outcome.AlreadyBooked ? "PAID " : "WRONG ")
                + number + " " + outcome.getClass().getSimpleName());
    }

    private interface Step {
        void take() throws Exception;
    }
}
