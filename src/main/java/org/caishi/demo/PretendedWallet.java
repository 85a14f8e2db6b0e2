/** Lets a desk's browser pass for a wallet's on the consumer's pages, so that its road can be walked without a phone. */
package org.caishi.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where the demonstration's cookie asks for it, the User-Agent ends as the wallet's does. */
@OnlyInDemo
@Component
class PretendedWallet extends OncePerRequestFilter {
    static final String COOKIE = "caishi-demo-wallet";

    /** What each wallet's browser adds to its User-Agent. */
    private static final Map<String, String> ENDINGS =
            Map.of("wechat", " MicroMessenger/8.0", "alipay", " AlipayClient/10.5", "unionpay", " UnionPay/1.0 CAISHI");

    static boolean isWallet(String name) {
        return ENDINGS.containsKey(name);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/q/")
                || ending(request).isEmpty();
    }

    private static Optional<String> ending(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(cookie -> ENDINGS.get(cookie.getValue()))
                        .filter(Objects::nonNull)
                        .findFirst();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new InWallet(request, ending(request).orElse("")), response);
    }

    private static final class InWallet extends HttpServletRequestWrapper {
        private final String userAgent;

        InWallet(HttpServletRequest request, String ending) {
            super(request);
            userAgent = request.getHeader(HttpHeaders.USER_AGENT) + ending;
        }

        @Override
        public String getHeader(String name) {
            return HttpHeaders.USER_AGENT.equalsIgnoreCase(name) ? userAgent : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return HttpHeaders.USER_AGENT.equalsIgnoreCase(name)
                    ? Collections.enumeration(List.of(userAgent))
                    : super.getHeaders(name);
        }
    }
}
