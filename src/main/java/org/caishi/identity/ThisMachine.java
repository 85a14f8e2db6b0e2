/** Notes whether a request really comes from this machine, before forwarding headers are believed. */
package org.caishi.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Tomcat takes {@code X-Forwarded-For} from any private address for the truth, so after that step anybody in the
 * market's network could say that he is 127.0.0.1. What came through a proxy is never from this machine; a proxy in
 * front must therefore send the header.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ThisMachine implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private static final String ATTRIBUTE = ThisMachine.class.getName();

    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
        server.addEngineValves(new Note());
    }

    static boolean sent(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ATTRIBUTE));
    }

    /** The first valve, where the peer's own address is still to be seen. */
    private static final class Note extends ValveBase {
        Note() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            boolean proxied = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
            boolean loopback = InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
            request.setAttribute(ATTRIBUTE, loopback && !proxied);
            getNext().invoke(request, response);
        }
    }
}
