/** The whole edge: reads scales, keeps their sales on disk, forwards them, and is told by the centre what to read. */
package org.caishi.edge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.caishi.device.Device;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkState;
import org.caishi.device.link.LinkHub;
import org.caishi.scale.ScaleReader;
import org.caishi.scale.push.GoodsCarrier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** No database and no container: it is up in about a second and small enough for the oldest PC. */
public final class EdgeBox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeBox.class);
    private static final Duration POLL_EVERY = Duration.ofSeconds(30);
    /** A vendor who has changed a price looks at the scale. */
    private static final Duration GOODS_EVERY = Duration.ofSeconds(3);

    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final int REFUSED_SHOWN = 100;

    private final EdgeSettings settings;
    private final HungScales scales;
    private final SaleBuffer buffer;
    private final EdgeSales sales;
    private final EdgeCentre centre;
    private final GoodsCarrier goods;
    private final LinkHub links;
    private final StatusPage page;
    private final Deque<Thread> threads = new ArrayDeque<>();
    private final FileChannel lock;

    private EdgeBox(EdgeSettings settings, InstantSource machine, Duration pollEvery) throws IOException {
        this.settings = settings;
        this.lock = lock();
        CentreClock clock = new CentreClock(machine);
        scales = new HungScales(settings.folder(), new ScaleKeys(settings.key()));
        scales.load();
        SaleMemory memory = new SaleMemory();
        buffer =
                SaleBuffer.open(settings.folder(), settings.bufferBytes(), settings.leastFreeBytes(), memory::remember);
        centre = new EdgeCentre(settings, clock);
        Forwarder forwarder = new Forwarder(buffer, centre);
        sales = new EdgeSales(buffer, memory, forwarder::wake);
        EdgeDisplays displays = new EdgeDisplays(machine);
        EdgeEars ears = new EdgeEars(clock);
        goods = new GoodsCarrier(scales, clock);
        links = LinkHub.open(
                scales,
                DeviceSignature.inMemory(scales, clock),
                board -> List.of(
                        goods.labelScales(), new ScaleReader(displays, sales, board, ears::ear, goods.smartScales())),
                settings.scalePort(),
                machine);
        String word = EdgeCommand.newWord();
        page = StatusPage.open(settings.statusPort(), word, this::status, forwarder::offerAgain);
        leave(word);
        start("edge-forward", forwarder);
        GoodsPost post = new GoodsPost(centre, goods, shorter(pollEvery, GOODS_EVERY));
        start("edge-goods", post);
        start("edge-goods-rounds", new GoodsLooks(goods));
        start("edge-scales", new ScaleListPoll(centre, scales, () -> listChanged(post), pollEvery));
        LinkTelling linkNews = new LinkTelling(scales, links.board(), clock);
        start("edge-news", new NewsSender(centre, displays, linkNews, ears, buffer, sales, forwarder::offerAgain));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void listChanged(GoodsPost post) {
        links.look();
        post.lookAtAll();
    }

    private void leave(String word) {
        try {
            EdgeCommand.leave(settings.folder(), page.port(), word);
        } catch (IOException fullDisk) {
            LOG.warn("this run takes no commands from the command line: {}", fullDisk.toString());
        }
    }

    /**
     * Runs the edge until the process is told to stop.
     *
     * @param environment finds a variable by its name
     * @return the exit code: 2 when it cannot start, with a clear line on {@code err}
     */
    public static int run(
            UnaryOperator<@Nullable String> environment, InstantSource clock, PrintStream out, PrintStream err) {
        return switch (EdgeSettings.read(environment)) {
            case EdgeSettings.Reading.Wrong(String words) -> {
                err.println("the edge cannot start: " + words);
                yield 2;
            }
            case EdgeSettings.Reading.Good(EdgeSettings settings) -> run(settings, clock, out, err);
        };
    }

    private static int run(EdgeSettings settings, InstantSource clock, PrintStream out, PrintStream err) {
        try {
            EdgeBox box = start(settings, clock, POLL_EVERY);
            Runtime.getRuntime().addShutdownHook(new Thread(box::close, "edge-stop"));
            SaleBuffer.Fill fill = box.buffer.fill(0);
            out.printf("edge       %s of %s%n", settings.serial(), settings.centre());
            out.printf(
                    "scales     dial in at port %d; %d are known%n",
                    box.scalePort(), box.scales.all().size());
            out.printf(
                    "buffer     %s, %d sales wait, %d set aside%n",
                    settings.folder(), fill.waiting(), fill.aside().refused());
            out.printf("status     http://127.0.0.1:%d/%n", box.statusPort());
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException | IllegalStateException e) {
            err.println("the edge cannot start: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** @param pollEvery how often the centre is asked for the list of scales */
    static EdgeBox start(EdgeSettings settings, InstantSource clock, Duration pollEvery) throws IOException {
        return new EdgeBox(settings, clock, pollEvery);
    }

    int scalePort() {
        return links.port();
    }

    int statusPort() {
        return page.port();
    }

    StatusPage.Status status() {
        return new StatusPage.Status(
                settings.serial(),
                centre.state(),
                links.port(),
                sales.rejected(),
                sales.isFull(),
                buffer.fill(REFUSED_SHOWN),
                goods.held(),
                scales.all().stream().map(this::status).toList());
    }

    private StatusPage.Scale status(Device scale) {
        Optional<LinkState> link = links.board().of(scale);
        return new StatusPage.Scale(
                scale.serial(),
                scale.protocol(),
                scale.link().name(),
                scale.address(),
                link.map(LinkState::up).orElse(false),
                link.map(LinkState::detail).orElse(""),
                link.map(LinkState::lastByteAt).orElse(null),
                link.map(LinkState::bytesIn).orElse(0L));
    }

    /** Two on one buffer would write over each other. */
    private FileChannel lock() throws IOException {
        FileChannel channel = FileChannel.open(
                settings.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(channel)) {
            channel.close();
            throw new IOException("another edge runs on " + settings.folder() + "; give another folder as CAISHI_DATA");
        }
        return channel;
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(work));
    }

    /** Ends the links first, so that nothing is acknowledged any more when the buffer closes. */
    @Override
    public void close() {
        links.close();
        sales.close();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                if (!thread.join(END_WITHIN)) {
                    LOG.warn("{} did not end in time", thread.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        page.close();
        centre.close();
        try {
            buffer.close();
            lock.close();
        } catch (IOException e) {
            LOG.warn("the buffer did not close: {}", e.toString());
        }
    }
}
