/** When settlement's work is done; the scheduler's rows see to it that one node does it. */
package org.caishi.settlement;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class SettlementSchedule {
    @Bean
    RecurringTask<Void> closeBusinessDays(DayClose close) {
        return Tasks.recurring("close-business-days", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((task, context) -> close.closeWhatHasEnded());
    }
}
