/** Which requests are observed: all but the channels' notices, which have a timer of their own and come by the thousand. */
package org.caishi.platform.web;

import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@Configuration
class ObservationConfiguration {
    @Bean
    ObservationPredicate noNotices() {
        return (name, context) ->
                !(context instanceof ServerRequestObservationContext request && isNotice(request.getCarrier()));
    }

    private static boolean isNotice(@Nullable HttpServletRequest request) {
        return request != null && request.getRequestURI().startsWith("/notify/");
    }
}
