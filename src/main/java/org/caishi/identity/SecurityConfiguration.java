/** Who may call what: one chain for machines and consumers, who have no session, one for people who sign in. */
package org.caishi.identity;

import jakarta.servlet.DispatcherType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * These rules say which door is whose; the annotation on each handler says it again for the handler. A path that no
 * rule names is refused, and looks like one that does not exist.
 */
@Configuration
@EnableMethodSecurity
class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    /** No session is read or made behind these, and no CSRF token asked for. */
    private static final String[] SESSIONLESS = {
        "/api/**", "/q/**", "/simulator/**", "/demo", "/demo/**", "/screen/**", "/public-address/**"
    };

    private static final String[] ASSETS = {"/css/**", "/js/**", "/img/**", "/webjars/**", "/favicon.ico"};
    private static final String[] DEVICE_API_PAGES = {
        "/v3/api-docs", "/v3/api-docs/**", "/swagger-ui.html", "/swagger-ui/**"
    };

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'";

    /** A paying form may be led on to a wallet's or a channel's own host; people's forms stay here. */
    private static final String PEOPLES_POLICY = POLICY + "; form-action 'self'";

    /** Spans of the security filters cost more than the filters; nobody reads them. */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    /** The same decisions as the framework's own, without four regular expressions a header. */
    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(quick(StrictHttpFirewall.ALLOWED_HEADER_NAMES));
        firewall.setAllowedHeaderValues(quick(StrictHttpFirewall.ALLOWED_HEADER_VALUES));
        firewall.setAllowedParameterNames(quick(StrictHttpFirewall.ALLOWED_PARAMETER_NAMES));
        firewall.setAllowedParameterValues(quick(StrictHttpFirewall.ALLOWED_PARAMETER_VALUES));
        return firewall;
    }

    /** Printable ASCII is allowed everywhere; whatever else there is, the framework looks at. */
    private static Predicate<String> quick(Predicate<String> thorough) {
        return text -> isPrintableAscii(text) || thorough.test(text);
    }

    private static boolean isPrintableAscii(@Nullable String text) {
        if (text == null) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * What channels send is believed for its signature alone, and thousands come a second: no filter has anything to add.
     * The firewall looks at them nevertheless, and the handlers say who may call them as all do.
     */
    @Bean
    @Order(0)
    SecurityFilterChain notices() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/notify/**"));
    }

    @Bean
    @Order(1)
    SecurityFilterChain sessionless(HttpSecurity http, ObjectProvider<SignedDeviceFilter> deviceFilter) {
        http.securityMatcher(SESSIONLESS)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers(headers, POLICY))
                .exceptionHandling(SecurityConfiguration::refusals)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/api/device/**")
                        .hasAuthority(SignedDeviceFilter.AUTHORITY)
                        .requestMatchers("/api/**")
                        .denyAll()
                        .anyRequest()
                        .permitAll());
        deviceFilter.ifAvailable(filter -> http.addFilterBefore(filter, AnonymousAuthenticationFilter.class));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, SignIn signIn) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return http.authenticationManager(new ProviderManager(signIn))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .headers(headers -> headers(headers, PEOPLES_POLICY))
                .exceptionHandling(SecurityConfiguration::refusals)
                .formLogin(form -> form.loginPage("/login")
                        .successHandler((request, response, signedIn) ->
                                response.sendRedirect(request.getContextPath() + homeOf(signedIn.getPrincipal())))
                        .failureHandler((request, response, failure) -> response.sendRedirect(
                                request.getContextPath() + noteOf(failure).address())))
                .logout(logout -> logout.logoutUrl("/logout")
                        .logoutSuccessUrl(SignInNote.OUT.address())
                        .deleteCookies("CAISHI"))
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/", "/login", "/error", "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers(ASSETS)
                        .permitAll()
                        .requestMatchers(DEVICE_API_PAGES)
                        .permitAll()
                        .requestMatchers("/manage", "/manage/**")
                        .hasAnyRole("OPERATOR", "MANAGER", "CLERK", "INSPECTOR")
                        .requestMatchers("/vendor", "/vendor/**")
                        .hasRole("VENDOR")
                        .requestMatchers("/account/**")
                        .authenticated()
                        .requestMatchers("/actuator/prometheus")
                        .access(operations())
                        .anyRequest()
                        .denyAll())
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers, String policy) {
        headers.contentSecurityPolicy(content -> content.policyDirectives(policy))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN));
    }

    private static void refusals(ExceptionHandlingConfigurer<HttpSecurity> handling) {
        Refusals refusals = new Refusals();
        handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals);
    }

    /** Metrics are for a signed-in operator, or for a collector on this very machine. */
    private static AuthorizationManager<RequestAuthorizationContext> operations() {
        AuthorizationManager<RequestAuthorizationContext> operator = AuthorityAuthorizationManager.hasRole("OPERATOR");
        return (signedIn, context) -> ThisMachine.sent(context.getRequest())
                ? new AuthorizationDecision(true)
                : operator.authorize(signedIn, context);
    }

    private static String homeOf(@Nullable Object principal) {
        return principal instanceof Person person ? SignInPages.homeOf(person) : "/";
    }

    private static SignInNote noteOf(AuthenticationException failure) {
        return switch (failure) {
            case SignIn.TooManyAttempts slow -> SignInNote.SLOW;
            case LockedException locked -> SignInNote.LOCKED;
            case BadCredentialsException wrong -> SignInNote.WRONG;
            default -> {
                LOG.error("nobody can sign in; look at the database first", failure);
                yield SignInNote.FAULT;
            }
        };
    }
}
