/** Measures the speakers' road: booked to received, the heap that the broker takes, and thousands that come back at once. */
package org.caishi.speaker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.Mqtt;
import org.caishi.device.NewDevice;
import org.caishi.market.Market;
import org.caishi.market.MarketKind;
import org.caishi.market.NewStall;
import org.caishi.market.Onboarding;
import org.caishi.market.Zone;
import org.caishi.platform.Transactions;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.testing.OwnProduct;
import org.caishi.units.Money;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * The product is in this process and the speakers in another, on the same cores. An open model: a sum is booked when it
 * is due, whether or not the former ones were heard, and its delay counts from then.
 */
public final class SpeakersBench {
    private static final int BATCH_MILLIS = 10;
    private static final int BATCH = 500;
    private static final int WARM_UP_SECONDS = 10;
    private static final String MARKET = "bench";

    private final OwnProduct product;
    private final Devices devices;
    private final Announcements announcements;
    private final Transactions transactions;
    private final Clock clock;
    private final ExecutorService bookers = Executors.newVirtualThreadPerTaskExecutor();
    private final int rate;
    private final int seconds;
    private final int coming;
    private List<Device> speakers = List.of();
    private long next;

    private SpeakersBench(OwnProduct product, int rate, int seconds, int coming) {
        this.product = product;
        this.devices = product.part(Devices.class);
        this.announcements = product.part(Announcements.class);
        this.transactions = product.part(Transactions.class);
        this.clock = product.part(Clock.class);
        this.rate = rate;
        this.seconds = seconds;
        this.coming = coming;
    }

    /** @param args speakers connected, announcements a second, seconds, speakers that come back after a restart */
    public static void main(String[] args) throws Exception {
        int connected = number(args, 0, 2_000);
        try (OwnProduct product = OwnProduct.start()) {
            SpeakersBench bench =
                    new SpeakersBench(product, number(args, 1, 1_000), number(args, 2, 30), number(args, 3, 10_000));
            bench.register(connected);
            long idle = heap();
            int port = product.part(Environment.class).getRequiredProperty("caishi.mqtt.port", Integer.class);
            try (Crowd crowd = new Crowd(port)) {
                crowd.ask("connect " + MARKET + " 1 " + connected);
                bench.announce(crowd);
                System.out.printf(
                        "speakers.heap %d MB with %d speakers after the load, %d MB before they came   limit 300 MB%n",
                        (heap() - idle) >> 20, connected, idle >> 20);
            }
            try (Crowd crowd = new Crowd(port)) {
                bench.comeBack(crowd);
            }
        }
        System.exit(0);
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** As many devices as are ever connected; the first ones have stalls. */
    private void register(int connected) {
        Onboarding onboarding = product.part(Onboarding.class);
        Market market = onboarding.openMarket(
                new Market(1, MARKET, "测试菜市场", MarketKind.FARMERS, "老街1号", ZoneId.of("Asia/Shanghai"), 0, "12315"));
        Zone zone = onboarding.addZone(market.marketId(), "蔬菜区", 1);
        List<Device> registered = new ArrayList<>();
        for (int from = 1; from <= Math.max(connected, coming); from += BATCH) {
            int first = from;
            registered.addAll(transactions.run(() -> IntStream.range(first, first + BATCH)
                    .mapToObj(number -> register(onboarding, zone, number, number <= connected))
                    .toList()));
        }
        speakers = List.copyOf(registered.subList(0, connected));
    }

    private Device register(Onboarding onboarding, Zone zone, int number, boolean atStall) {
        Long stall = atStall
                ? (Long) onboarding
                        .addStall(new NewStall(zone.marketId(), zone.zoneId(), "S" + number, number, 0, 0))
                        .stallId()
                : null;
        return devices.register(new NewDevice(
                zone.marketId(),
                SpeakerCrowd.serial(MARKET, number),
                DeviceKind.SPEAKER,
                "caishi",
                "S1",
                MqttSpeakers.PROTOCOL,
                LinkKind.MQTT,
                "",
                Map.of(),
                stall,
                null,
                TestSpeakers.KEY));
    }

    private void announce(Crowd crowd) throws Exception {
        drive(WARM_UP_SECONDS, this::publish);
        awaitQuiet(crowd, rate * WARM_UP_SECONDS);
        drive(seconds, this::publish);
        String limit = awaitQuiet(crowd, rate * seconds);
        drive(WARM_UP_SECONDS, this::book);
        awaitQuiet(crowd, rate * WARM_UP_SECONDS);
        drive(seconds, this::book);
        System.out.printf(
                "speakers %d/s at %d speakers for %d s, booked to received: %s   limit (published, nothing booked): %s   aim p99 200 ms%n",
                rate, speakers.size(), seconds, awaitQuiet(crowd, rate * seconds), limit);
    }

    private interface Doing {
        void to(List<Device> some, Instant due);
    }

    /** What is due in each ten milliseconds, on a thread of its own: one that is slow does not hold up the next. */
    private void drive(int forSeconds, Doing doing) {
        int each = rate * BATCH_MILLIS / 1_000;
        Instant begin = clock.instant();
        for (int turn = 0; turn < forSeconds * 1_000 / BATCH_MILLIS; turn++) {
            Instant due = begin.plusMillis((long) turn * BATCH_MILLIS);
            for (Duration left = Duration.between(clock.instant(), due);
                    left.isPositive();
                    left = Duration.between(clock.instant(), due)) {
                LockSupport.parkNanos(left.toNanos());
            }
            List<Device> some = IntStream.range(0, each)
                    .mapToObj(i -> speakers.get((int) (next++ % speakers.size())))
                    .toList();
            bookers.execute(() -> doing.to(some, due));
        }
    }

    private void book(List<Device> some, Instant due) {
        List<AnnouncementOrder> orders = some.stream()
                .map(speaker -> new AnnouncementOrder(
                        speaker.marketId(),
                        Objects.requireNonNull(speaker.stallId()),
                        AnnouncementOrder.Event.RECEIVED,
                        com.github.f4b6a3.tsid.TsidCreator.getTsid().toLong(),
                        Wallet.WECHAT,
                        Money.ofFen(1_250),
                        due))
                .toList();
        transactions.run(() -> announcements.write(orders));
        Set<StallKey> stalls = some.stream()
                .map(speaker -> new StallKey(speaker.marketId(), Objects.requireNonNull(speaker.stallId())))
                .collect(Collectors.toSet());
        announcements.nudge(stalls);
    }

    private void publish(List<Device> some, Instant due) {
        Mqtt mqtt = product.part(Mqtt.class);
        for (Device speaker : some) {
            String id = "raw" + com.github.f4b6a3.tsid.TsidCreator.getTsid();
            Say say = new Say(id, 1_250L, "微信收款十二点五元", "received", due, due.plusSeconds(30));
            mqtt.publish(
                    "caishi/" + MARKET + "/speaker/" + speaker.serial() + "/say",
                    JsonMapper.shared().writeValueAsBytes(say),
                    Announcements.NEWS);
        }
    }

    /** Until everything was heard, or is no news any more. */
    private static String awaitQuiet(Crowd crowd, int sent) throws Exception {
        TimeUnit.SECONDS.sleep(5);
        String[] heard = crowd.ask("report").split(" ");
        return "p50 %s ms, p99 %s ms, most %s ms, heard %s of %d, twice %s"
                .formatted(heard[4], heard[5], heard[6], heard[1], sent, heard[3]);
    }

    private void comeBack(Crowd crowd) throws Exception {
        SmartLifecycle broker = product.part("embeddedBroker", SmartLifecycle.class);
        long connecting = System.nanoTime();
        crowd.ask("connect " + MARKET + " 1 " + coming);
        long connected = System.nanoTime();
        broker.stop();
        while (crowd.count() > 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        broker.start();
        long started = System.nanoTime();
        while (crowd.count() < coming
                && System.nanoTime() - started < Duration.ofMinutes(3).toNanos()) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        System.out.printf(
                "speakers.back %d of %d speakers within %d ms of the broker's restart (first time, one after another: %d ms)   aim 30 s%n",
                crowd.count(), coming, (System.nanoTime() - started) / 1_000_000, (connected - connecting) / 1_000_000);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The other process. */
    private static final class Crowd implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;

        Crowd(int port) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx2g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SpeakerCrowd.class.getName(),
                            Integer.toString(port))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            answers = process.inputReader(UTF_8);
            orders = process.outputWriter(UTF_8);
        }

        String ask(String line) throws IOException {
            orders.write(line + "\n");
            orders.flush();
            String word = line.equals("report") ? "heard" : line.split(" ")[0];
            for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
                if (answer.startsWith(word)) {
                    return answer;
                }
            }
            throw new IOException("the speakers' process has ended");
        }

        int count() throws IOException {
            return Integer.parseInt(ask("count").split(" ")[1]);
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}
