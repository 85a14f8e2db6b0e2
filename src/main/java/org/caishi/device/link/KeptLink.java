/** Keeps one link up for as long as its device is registered: plug in, talk, wait, again. */
package org.caishi.device.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.caishi.device.Device;
import org.caishi.device.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class KeptLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptLink.class);

    /** A link that held this long did not fail at once: the next try may come soon. */
    private static final Duration HELD = Duration.ofSeconds(10);

    private final AtomicReference<@Nullable Wire> wire = new AtomicReference<>();
    private final Device device;
    private final Cable cable;
    private final LinkRunner runner;
    private final Supplier<LinkLine> line;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean open = true;
    private boolean told;

    KeptLink(
            Device device,
            Cable cable,
            LinkRunner runner,
            Supplier<LinkLine> line,
            Backoff backoff,
            InstantSource clock) {
        this.device = device;
        this.cable = cable;
        this.runner = runner;
        this.line = line;
        this.backoff = backoff;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("link-" + device.serial()).unstarted(this::keep);
    }

    Device device() {
        return device;
    }

    KeptLink start() {
        thread.start();
        return this;
    }

    private void keep() {
        try {
            while (open) {
                long started = System.nanoTime();
                talk();
                if (System.nanoTime() - started > HELD.toNanos()) {
                    backoff.reset();
                }
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void talk() throws InterruptedException {
        try {
            Wire plugged = plugIn();
            if (told) {
                LOG.info("{} at {} is back", device.serial(), device.address());
                told = false;
            }
            runner.run(device, plugged);
        } catch (IOException | UncheckedIOException down) {
            line.get().failed(clock.instant(), LinkRunner.words(down));
            tellOnce(down);
        } catch (RuntimeException fault) {
            line.get().failed(clock.instant(), LinkRunner.words(fault));
            LOG.error("the link of {} ended by a fault of ours and is tried again", device.serial(), fault);
        } finally {
            wire.set(null);
        }
    }

    private Wire plugIn() throws IOException {
        Wire plugged = cable.plugIn(device);
        wire.set(plugged);
        if (!open) {
            plugged.close();
            throw new IOException("the link is being closed");
        }
        return plugged;
    }

    private void tellOnce(Exception down) {
        if (open && !told) {
            LOG.warn(
                    "{} at {} is down, tried again until it answers: {}",
                    device.serial(),
                    device.address(),
                    down.toString());
            told = true;
        }
    }

    /** Asks the link to end; {@link #awaitEnd} waits for it. */
    @Override
    public void close() {
        open = false;
        thread.interrupt();
        Wire plugged = wire.get();
        if (plugged != null) {
            plugged.close();
        }
    }

    void awaitEnd(Duration atMost) throws InterruptedException {
        if (!thread.join(atMost)) {
            LOG.warn("the link of {} did not end in time", device.serial());
        }
    }
}
