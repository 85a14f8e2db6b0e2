/** When the scales' work is done; the scheduler's rows see to it that one node does it. */
package org.caishi.scale;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ScaleSchedule {
    @Bean
    RecurringTask<Void> abandonUnpaidWeighings(UnpaidWeighings unpaid) {
        return Tasks.recurring("abandon-unpaid-weighings", FixedDelay.of(Duration.ofMinutes(5)))
                .execute((task, context) -> unpaid.abandon());
    }
}
