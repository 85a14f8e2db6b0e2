/** Chinese by default, English by {@code ?lang=en}; the choice is remembered in a cookie. */
package org.caishi.platform.web;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

@Configuration
class LanguageConfiguration implements WebMvcConfigurer {
    private static final Duration REMEMBERED = Duration.ofDays(365);

    /** The name is Spring's. */
    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver("CAISHI-LANG");
        resolver.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
        resolver.setRejectInvalidCookies(false);
        resolver.setCookieMaxAge(REMEMBERED);
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor byParameter = new LocaleChangeInterceptor() {
            /** There are two languages; whatever else is asked for is Chinese. */
            @Override
            protected Locale parseLocaleValue(@Nullable String value) {
                return value != null && value.startsWith("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
            }
        };
        byParameter.setParamName("lang");
        // Asking for a parameter reads a form, and a channel's notice is verified over its raw bytes.
        registry.addInterceptor(byParameter).excludePathPatterns("/notify/**");
    }
}
