/** Counts subscriptions that the broker was about to make when their connection ended, instead of logging each as an error. */
package org.caishi.device.mqtt;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.activemq.artemis.api.core.ActiveMQIllegalStateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Artemis 2.55 reads packets on the network's threads and works them off on others. A connection that ends closes its
 * session at once, and a SUBSCRIBE that still waits finds it closed: an error with its stack for a device that has gone
 * away, a thousand of them where a market's line breaks while its speakers come back. Each comes again by itself. Nothing
 * else is kept out of the log, not even another failure of the same packet.
 */
final class LateSubscriptions extends TurboFilter implements AutoCloseable {
    private static final String BROKER = "org.apache.activemq.artemis.core.protocol.mqtt";

    /** Error processing control packet. */
    private static final String PACKET_FAILED = "AMQ834002";

    /** Cannot create consumer: session is closed. */
    private static final String SESSION_CLOSED = "AMQ229232";

    private final Counter late;

    private LateSubscriptions(MeterRegistry registry) {
        late = Counter.builder("caishi.mqtt.late")
                .description("subscriptions whose connection had ended before the broker came to make them")
                .register(registry);
    }

    /** From now on, until it is closed. */
    static LateSubscriptions counted(MeterRegistry registry) {
        LateSubscriptions counted = new LateSubscriptions(registry);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.addTurboFilter(counted);
        }
        return counted;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] values,
            @Nullable Throwable thrown) {
        if (level != Level.ERROR
                || format == null
                || !format.startsWith(PACKET_FAILED)
                || !logger.getName().equals(BROKER)
                || !isClosedSession(values)) {
            return FilterReply.NEUTRAL;
        }
        late.increment();
        return FilterReply.DENY;
    }

    /** What was thrown is the last of the values until the logger makes its event. */
    private static boolean isClosedSession(Object @Nullable [] values) {
        return values != null
                && values.length > 0
                && values[values.length - 1] instanceof ActiveMQIllegalStateException closed
                && String.valueOf(closed.getMessage()).startsWith(SESSION_CLOSED);
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.getTurboFilterList().remove(this);
        }
    }
}
