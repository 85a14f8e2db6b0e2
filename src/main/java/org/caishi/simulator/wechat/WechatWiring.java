/** Gives the simulated WeChat Pay its keys. */
package org.caishi.simulator.wechat;

import org.caishi.simulator.SimulatorSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@SimulatesWechat
class WechatWiring {
    @Bean
    WechatKeys wechatSimulatorKeys(SimulatorSettings settings) {
        return WechatKeys.in(settings.folder());
    }
}
