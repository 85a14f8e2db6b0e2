/** When the ledger's work is done; the scheduler's rows see to it that one node does it. */
package org.caishi.ledger;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class LedgerSchedule {
    @Bean
    RecurringTask<Void> foldBalances(Folding folding) {
        return Tasks.recurring("fold-balances", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((task, context) -> folding.foldAllMarkets());
    }
}
