/** What a manager must look after now: weighings nobody paid, payments nobody heard, money owed back, silent devices. */
package org.caishi.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caishi.market.Market;
import org.caishi.report.AlarmRows.DeviceCount;
import org.caishi.report.AlarmRows.OwedBack;
import org.caishi.report.AlarmRows.Unheard;
import org.caishi.report.AlarmRows.UnpaidWeighing;
import org.springframework.stereotype.Component;

/** Read at most every {@value #SECONDS} s a market: these queries look at a whole day. */
@Component
class Alarms {
    static final Duration WEIGHING_WAITS = Duration.ofMinutes(15);
    static final Duration HEARD_WITHIN = Duration.ofMinutes(1);
    static final Duration ONLINE_WITHIN = Duration.ofMinutes(3);
    /** Lists stop here; their figures count on. */
    static final int SHOWN = 20;

    private static final int SECONDS = 5;

    private final Clock clock;
    private final AlarmRows rows;
    /** One entry a market: bounded by the markets there are. */
    private final Map<Long, Alarm> known = new ConcurrentHashMap<>();

    Alarms(Clock clock, AlarmRows rows) {
        this.clock = clock;
        this.rows = rows;
    }

    Alarm of(Market market) {
        Instant now = clock.instant();
        return known.compute(
                market.marketId(),
                (id, last) -> last != null && now.isBefore(last.at().plusSeconds(SECONDS)) ? last : read(market, now));
    }

    private Alarm read(Market market, Instant now) {
        long id = market.marketId();
        var today = market.day().dateOf(now);
        Instant unpaidBefore = now.minus(WEIGHING_WAITS);
        Instant unheardBefore = now.minus(HEARD_WITHIN);
        return new Alarm(
                now,
                rows.countUnpaid(id, today, unpaidBefore),
                rows.unpaid(id, today, unpaidBefore, SHOWN),
                rows.countUnheard(id, today, unheardBefore),
                rows.unheard(id, today, unheardBefore, SHOWN),
                rows.owedBack(id),
                rows.devices(id, now.minus(ONLINE_WITHIN)));
    }

    /**
     * What was found.
     *
     * @param unpaid the newest of the weighings that still wait after 15 minutes
     * @param unheard the newest of the payments that no speaker has said a minute later
     * @param devices one line a kind of device
     */
    record Alarm(
            Instant at,
            long unpaidCount,
            List<UnpaidWeighing> unpaid,
            long unheardCount,
            List<Unheard> unheard,
            OwedBack owedBack,
            List<DeviceCount> devices) {
        public long registered() {
            return devices.stream().mapToLong(DeviceCount::registered).sum();
        }

        public long online() {
            return devices.stream().mapToLong(DeviceCount::online).sum();
        }
    }
}
