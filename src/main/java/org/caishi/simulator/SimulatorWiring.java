/** Gives the simulated channels their settings, in the demonstration only. */
package org.caishi.simulator;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("caishi.demo")
class SimulatorWiring {
    @Bean
    SimulatorSettings simulatorSettings(Environment environment) {
        return SimulatorSettings.of(environment);
    }
}
