/** When payment's work is done; the scheduler's rows see to it that one node does it. */
package org.caishi.payment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PaymentSchedule {
    @Bean
    RecurringTask<Void> recheckSilentOrders(
            Recheck recheck, @Value("${caishi.payment.recheck-every:5s}") Duration every) {
        return Tasks.recurring("recheck-silent-orders", FixedDelay.of(every))
                .execute((task, context) -> recheck.round());
    }

    @Bean
    RecurringTask<Void> recheckSilentRefunds(
            RefundRecheck recheck, @Value("${caishi.payment.recheck-every:5s}") Duration every) {
        return Tasks.recurring("recheck-silent-refunds", FixedDelay.of(every))
                .execute((task, context) -> recheck.round());
    }
}
