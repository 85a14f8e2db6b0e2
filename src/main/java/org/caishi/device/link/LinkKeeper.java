/** Keeps the links of all registered devices up, and the door open for those that dial in. */
package org.caishi.device.link;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkedDevices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the registry every ten seconds and whenever this node registers a device. */
final class LinkKeeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final int SESSIONS_CHECKED_EVERY_LOOKS = 6;
    private static final Duration END_WITHIN = Duration.ofSeconds(3);

    /** After the broker and its client, before the web server; in the other order when stopping. */
    static final int PHASE = 300;

    private final Map<String, KeptLink> links = new HashMap<>();
    private final Semaphore changes = new Semaphore(0);
    private final LinkedDevices devices;
    private final Greeter greeter;
    private final TcpDoor door;
    private final Sessions sessions;
    private final SilenceWatch silence;
    private final LinkRunner runner;
    private final LinkBoard board;
    private final Map<LinkKind, Cable> cables;
    private final Supplier<Backoff> backoffs;
    private final InstantSource clock;
    private final CountDownLatch looked = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private boolean told;

    LinkKeeper(
            LinkedDevices devices,
            Greeter greeter,
            TcpDoor door,
            Sessions sessions,
            LinkRunner runner,
            LinkBoard board,
            Map<LinkKind, Cable> cables,
            Supplier<Backoff> backoffs,
            InstantSource clock) {
        this.devices = devices;
        this.greeter = greeter;
        this.door = door;
        this.sessions = sessions;
        this.silence = new SilenceWatch(sessions);
        this.runner = runner;
        this.board = board;
        this.cables = cables;
        this.backoffs = backoffs;
        this.clock = clock;
    }

    @Override
    public void start() {
        silence.start();
        thread = Thread.ofVirtual().name("link-keeper").start(this::keep);
        try {
            looked.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        door.open(); // only now: a device bound by its address must not be asked for a line
    }

    /** Looks at the registry soon. */
    void look() {
        changes.release();
    }

    private void keep() {
        try {
            boolean changed = false;
            for (int looks = 1; !Thread.interrupted(); looks++) {
                lookOnce(changed || looks % SESSIONS_CHECKED_EVERY_LOOKS == 0);
                looked.countDown();
                changed = changes.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce(boolean sessionsToo) {
        try {
            List<Device> linked = devices.linked();
            greeter.know(linked);
            keepUp(linked);
            if (sessionsToo) {
                closeChanged();
            }
            told = false;
        } catch (RuntimeException failure) {
            if (!told) {
                LOG.warn("the registry of devices cannot be read, links stay as they are: {}", failure.toString());
                told = true;
            }
        }
    }

    private void keepUp(List<Device> linked) {
        Map<String, Device> wanted = new HashMap<>();
        linked.stream().filter(device -> cables.containsKey(device.link())).forEach(d -> wanted.put(d.serial(), d));
        links.values().removeIf(link -> {
            boolean stays = link.device().equals(wanted.get(link.device().serial()));
            if (!stays) {
                link.close();
            }
            return !stays;
        });
        wanted.values().stream()
                .filter(device -> !links.containsKey(device.serial()))
                .forEach(device -> links.put(device.serial(), newLink(device)));
    }

    private KeptLink newLink(Device device) {
        Cable cable = cables.get(device.link());
        if (cable == null) {
            throw new IllegalStateException("no cable for " + device.link());
        }
        return new KeptLink(device, cable, runner, () -> board.line(device), backoffs.get(), clock).start();
    }

    /** A device that was retired, or registered anew, does not go on as what it was. One query a market, not a session. */
    private void closeChanged() {
        Map<Long, List<Sessions.Session>> byMarket = sessions.all().stream()
                .collect(Collectors.groupingBy(session -> session.device().marketId()));
        byMarket.forEach((marketId, inMarket) -> {
            Map<Long, Device> registered =
                    devices.of(marketId).stream().collect(Collectors.toMap(Device::deviceId, Function.identity()));
            for (Sessions.Session session : inMarket) {
                Device device = session.device();
                Device now = registered.get(device.deviceId());
                if (!device.equals(now)) {
                    LOG.info("{} has changed in the registry, its session ends", device.serial());
                    session.wire().close();
                }
                if (now == null) {
                    board.forget(device);
                }
            }
        });
    }

    @Override
    public void stop() {
        Thread keeper = thread;
        if (keeper == null) {
            return;
        }
        thread = null;
        try {
            silence.stop();
            keeper.interrupt();
            keeper.join(END_WITHIN);
            door.close();
            links.values().forEach(KeptLink::close);
            sessions.all().forEach(session -> session.wire().close());
            long until = System.nanoTime() + END_WITHIN.toNanos();
            for (KeptLink link : links.values()) {
                link.awaitEnd(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            }
            links.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
