/** Gives the simulated acquirer its keys. */
package org.caishi.simulator.unionpay;

import org.caishi.simulator.SimulatorSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@SimulatesUnionpay
class UnionpayWiring {
    @Bean
    UnionpayKeys unionpaySimulatorKeys(SimulatorSettings settings) {
        return UnionpayKeys.in(settings.folder());
    }
}
