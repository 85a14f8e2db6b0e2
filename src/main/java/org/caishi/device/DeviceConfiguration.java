/** Wires what the container would otherwise wire twice. */
package org.caishi.device;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class DeviceConfiguration {
    /** The filter belongs into the security chain only; the servlet container would run it before or after that. */
    @Bean
    FilterRegistrationBean<DeviceRequests> deviceRequestsOnlyInTheSecurityChain(DeviceRequests filter) {
        FilterRegistrationBean<DeviceRequests> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
