/** Runs readers off the network's threads: messages of one topic in order, those of different topics side by side. */
package org.caishi.device.mqtt;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** As many as the broker hands out at once: a reader waits for its commit, and what it waits with shares one. */
    private static final int LANES = 1_024;

    private final List<Lane> lanes;

    /** @param waiting messages a lane; what comes beyond is not taken */
    Lanes(int waiting) {
        lanes = IntStream.range(0, LANES).mapToObj(i -> new Lane(i, waiting)).toList();
    }

    /** Returns whether the work was taken. */
    boolean offer(String topic, Runnable work) {
        return lanes.get(Math.floorMod(topic.hashCode(), LANES)).queue.offer(work);
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.thread.interrupt());
    }

    private static final class Lane {
        private final BlockingQueue<Runnable> queue;
        private final Thread thread;

        Lane(int number, int waiting) {
            queue = new LinkedBlockingQueue<>(waiting);
            thread = Thread.ofVirtual().name("mqtt-" + number).start(this::run);
        }

        private void run() {
            try {
                while (!Thread.interrupted()) {
                    Runnable work = queue.take();
                    try {
                        work.run();
                    } catch (RuntimeException failure) {
                        LOG.error("an MQTT message was not read; its sender asks again", failure);
                    }
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
