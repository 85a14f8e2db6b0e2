/** Lets a desk's browser pass for WeChat's on the consumer's pages, so that its road can be walked without a phone. */
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
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where the demonstration's cookie asks for it, the User-Agent ends as WeChat's does. */
@OnlyInDemo
@Component
class PretendedWallet extends OncePerRequestFilter {
    static final String COOKIE = "caishi-demo-wallet";
    static final String WECHAT = "wechat";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                || !request.getRequestURI().startsWith(request.getContextPath() + "/q/")
                || Stream.of(cookies)
                        .noneMatch(cookie -> cookie.getName().equals(COOKIE)
                                && cookie.getValue().equals(WECHAT));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new InWechat(request), response);
    }

    private static final class InWechat extends HttpServletRequestWrapper {
        private final String userAgent;

        InWechat(HttpServletRequest request) {
            super(request);
            userAgent = request.getHeader(HttpHeaders.USER_AGENT) + " MicroMessenger/8.0";
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
