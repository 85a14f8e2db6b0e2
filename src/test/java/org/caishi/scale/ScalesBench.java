/** Measures ten thousand scales on one process: dialling in, ten thousand frames a second, memory, a customer's page, sales. */
package org.caishi.scale;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkLive;
import org.caishi.device.NewDevice;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.OwnProduct;
import org.caishi.testing.TestMarket;
import org.springframework.core.env.Environment;

/** The scales and the customers are processes of their own and take their share of the same cores. */
public final class ScalesBench {
    private static final int SCALES = Integer.getInteger("caishi.bench.scales", 10_000);
    private static final int FRAMES_A_SECOND = SCALES;
    private static final int SECONDS = 30;
    private static final int PAGES_A_SECOND = 50;
    private static final int HEAP_MB = 300;

    private final OwnProduct product;
    private final int door;
    private final Market market;
    private final PlateHolder plate;

    private ScalesBench(OwnProduct product) {
        this.product = product;
        this.door = product.part(Environment.class).getRequiredProperty("caishi.scale.port", Integer.class);
        TestMarket markets = product.part(TestMarket.class);
        this.market = markets.open(0);
        this.plate = markets.stall(market, "A1");
    }

    public static void main(String[] args) throws Exception {
        try (OwnProduct product = OwnProduct.start()) {
            ScalesBench bench = new ScalesBench(product);
            bench.register();
            bench.pages(SECONDS); // the compiler's turn
            long[] without = bench.pages(SECONDS);
            bench.connections();
            bench.frames(without);
            new SalesBench(product.part(Weighings.class), product.part(DataSource.class), bench.market, bench.plate)
                    .run(product.part(Devices.class));
        }
        System.exit(0);
    }

    private void register() throws Exception {
        Devices devices = product.part(Devices.class);
        try (ExecutorService clerks = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int scale = 0; scale < SCALES; scale++) {
                String serial = ScaleCrowd.serial(scale);
                long stall = 1_000_000L + scale;
                done.add(clerks.submit(() -> devices.register(new NewDevice(
                        market.marketId(),
                        serial,
                        DeviceKind.SCALE,
                        "maker",
                        "model",
                        ScaleCrowd.PROTOCOL,
                        LinkKind.TCP_IN,
                        "",
                        Map.of(),
                        stall,
                        null,
                        ScaleCrowd.key(serial)))));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
    }

    /** All dial in at once, as after a restart; the limit is a door that asks nobody who they are. */
    private void connections() throws Exception {
        dialled(door); // the compiler's turn
        awaitGone();
        long perSecond = dialled(door);
        awaitGone();
        try (ServerSocket bare = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> welcomeAll(bare));
            long limit = dialled(bare.getLocalPort());
            System.out.printf(
                    "scales.connections %d/s, %d scales   limit %d/s (sockets that are asked nothing)   ratio %d %%%n",
                    perSecond, SCALES, limit, perSecond * 100 / limit);
        }
    }

    private static long dialled(int port) throws IOException {
        try (Crowd crowd = Crowd.start(ScaleCrowd.class, Integer.toString(port), Integer.toString(SCALES), "0")) {
            String[] words = crowd.hear("connected ");
            crowd.end("sent");
            return Long.parseLong(words[0]) * 1_000 / Math.max(1, Long.parseLong(words[1]));
        }
    }

    private void awaitGone() throws InterruptedException {
        while (product.part(DeviceLinks.class).live(market.marketId()).values().stream()
                .anyMatch(live -> live.state().up())) {
            Thread.sleep(100);
        }
    }

    private static void welcomeAll(ServerSocket bare) {
        while (!bare.isClosed()) {
            try {
                Socket visitor = bare.accept();
                Thread.ofVirtual().start(() -> welcome(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void welcome(Socket visitor) {
        try (visitor) {
            for (int next = 0; next != '\n'; ) {
                next = visitor.getInputStream().read();
            }
            visitor.getOutputStream().write(new byte[] {'O', 'K', '\n'});
            while (visitor.getInputStream().read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException gone) {
            // The crowd has gone home.
        }
    }

    private void frames(long[] pagesWithout) throws Exception {
        try (Crowd crowd = Crowd.start(
                ScaleCrowd.class,
                Integer.toString(door),
                Integer.toString(SCALES),
                Integer.toString(FRAMES_A_SECOND))) {
            crowd.hear("connected ");
            TimeUnit.SECONDS.sleep(SECONDS / 2);
            long before = decoded();
            long started = System.nanoTime();
            long[] pagesWith = pages(SECONDS);
            long nanos = System.nanoTime() - started;
            long perSecond = (decoded() - before) * TimeUnit.SECONDS.toNanos(1) / nanos;
            long heap = heapMegabytes();
            System.out.printf(
                    "scales.frames %d/s decoded for %d s, rejected %d   limit %d/s (due)   ratio %d %%%n",
                    perSecond,
                    TimeUnit.NANOSECONDS.toSeconds(nanos),
                    rejected(),
                    FRAMES_A_SECOND,
                    perSecond * 100 / FRAMES_A_SECOND);
            System.out.printf(
                    "scales.heap %d MB after collection, %d scales connected   limit %d MB   ratio %d %%%n",
                    heap, SCALES, HEAP_MB, heap * 100 / HEAP_MB);
            System.out.printf(
                    "scales.page p50 %d µs, p99 %d µs, failed %d   limit p50 %d µs, p99 %d µs (without scales)   ratio %d %%%n",
                    pagesWith[0],
                    pagesWith[1],
                    pagesWith[2],
                    pagesWithout[0],
                    pagesWithout[1],
                    pagesWith[0] * 100 / Math.max(1, pagesWithout[0]));
            crowd.end("sent ");
        }
    }

    private long[] pages(int seconds) throws IOException {
        try (Crowd visitors = Crowd.start(
                PageVisitors.class,
                "http://127.0.0.1:" + product.port() + "/q/" + plate.plate().token(),
                Integer.toString(PAGES_A_SECOND),
                Integer.toString(seconds))) {
            String[] words = visitors.hear("pages ");
            return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])};
        }
    }

    private long decoded() {
        return product.part(DeviceLinks.class).live(market.marketId()).values().stream()
                .mapToLong(LinkLive::frames)
                .sum();
    }

    private long rejected() {
        return product.part(DeviceLinks.class).live(market.marketId()).values().stream()
                .mapToLong(LinkLive::rejectedInAll)
                .sum();
    }

    private static long heapMegabytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(300);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
