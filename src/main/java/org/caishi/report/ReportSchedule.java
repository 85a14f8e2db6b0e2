/** When the books are checked; the scheduler's rows see to it that one node does it. */
package org.caishi.report;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ReportSchedule {
    /** The bank's operator lives in one zone, whatever those of the markets. */
    static final ZoneId OPERATORS_ZONE = ZoneId.of("Asia/Shanghai");

    /** When farmers' markets sleep and night markets have mostly gone home. */
    static final LocalTime NIGHTLY = LocalTime.of(3, 30);

    @Bean
    RecurringTask<Void> checkBooks(BooksChecks checks) {
        return Tasks.recurring(BooksChecks.TASK, new Daily(OPERATORS_ZONE, NIGHTLY))
                .execute((task, context) -> checks.run());
    }
}
