/** Puts Alipay among the channels when it is set up, and leaves it out when nothing of it is. */
package org.caishi.channel.alipay;

import java.time.Clock;
import org.caishi.channel.PaymentChannel;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

@Configuration(proxyBeanMethods = false)
@Conditional(AlipayConfiguration.Given.class)
@EnableConfigurationProperties(AlipaySettings.class)
class AlipayConfiguration {
    @Bean
    PaymentChannel alipayChannel(
            AlipaySettings settings, @Value("${caishi.public-url}") String publicUrl, Clock clock) {
        return new AlipayChannel(settings.contract(publicUrl), clock);
    }

    /** One setting is enough: half a contract must stop the start, not silently be none. */
    static class Given implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind(AlipaySettings.PREFIX, AlipaySettings.class)
                    .map(AlipaySettings::isGiven)
                    .orElse(false);
        }
    }
}
