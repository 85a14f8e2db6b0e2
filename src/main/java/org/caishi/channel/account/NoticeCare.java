/** Clears kept notices and counts of refused ones when their time is over, each night on one node. */
package org.caishi.channel.account;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.caishi.channel.RawNotices;
import org.caishi.channel.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class NoticeCare {
    /** Six months and more: within them payments are disputed, and logs of payments must be there. */
    static final Duration KEPT = Duration.ofDays(200);

    private static final Logger LOG = LoggerFactory.getLogger(NoticeCare.class);
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final LocalTime NIGHTLY = LocalTime.of(3, 50);

    /** A thousand each: what is left over after a night waits for the next. */
    private static final int ROUNDS_A_MARKET = 500;

    @Bean
    RecurringTask<Void> clearOldNotices(RawNotices notices, Refusals refusals, Clock clock) {
        return Tasks.recurring("clear-old-notices", new Daily(BEIJING, NIGHTLY))
                .execute((task, context) ->
                        clear(notices, refusals, clock.instant().minus(KEPT)));
    }

    static void clear(RawNotices notices, Refusals refusals, Instant before) {
        for (long marketId : notices.markets()) {
            int rounds = 1;
            while (notices.purge(marketId, before)) {
                if (rounds++ == ROUNDS_A_MARKET) {
                    LOG.warn("market {} has more old notices than a night clears; the next goes on", marketId);
                    break;
                }
            }
        }
        refusals.purge(before);
    }
}
