/** What an appender has gathered so far, while the product in the same process goes on logging. */
package org.caishi.testing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;

public final class LogSoFar {
    private LogSoFar() {}

    /** Appending holds the same lock. */
    public static List<ILoggingEvent> of(ListAppender<ILoggingEvent> appender) {
        synchronized (appender) {
            return List.copyOf(appender.list);
        }
    }
}
