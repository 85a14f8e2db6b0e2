/** Gives the simulated Alipay its agreement with the merchant. */
package org.caishi.simulator.alipay;

import org.caishi.simulator.SimulatorSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@SimulatesAlipay
class AlipayWiring {
    @Bean
    AlipayAgreement alipaySimulatorAgreement(SimulatorSettings settings) {
        return AlipayAgreement.in(settings.folder());
    }
}
