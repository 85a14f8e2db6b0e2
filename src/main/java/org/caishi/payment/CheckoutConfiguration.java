/** How many orders are opened and charged at once; above that, customers are told to come again in a second. */
package org.caishi.payment;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.caishi.platform.Admission;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An order holds its place for as long as the channel takes: 256 places carry 1,000 orders a second at a channel that
 * answers in a quarter of a second, and 25 a second at one that takes ten.
 */
@Configuration
class CheckoutConfiguration {
    @Bean
    Admission checkoutAdmission(
            @Value("${caishi.checkout.at-once:256}") int atOnce,
            @Value("${caishi.checkout.longest-wait-millis:500}") long longestWaitMillis,
            MeterRegistry meters) {
        return new Admission("checkout", atOnce, Duration.ofMillis(longestWaitMillis), meters);
    }
}
