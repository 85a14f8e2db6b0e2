/** Keeps sign-ins in the database, so that any node knows them and a restart loses none. */
package org.caishi.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.jdbc.MySqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

@Configuration
@EnableJdbcHttpSession(tableName = "SPRING_SESSION", maxInactiveIntervalInSeconds = SessionConfiguration.TWELVE_HOURS)
class SessionConfiguration {
    static final int TWELVE_HOURS = 12 * 60 * 60;

    private static final Logger LOG = LoggerFactory.getLogger(SessionConfiguration.class);

    /** What a session may hold: a sign-in, and the few plain values of a redirect; nothing else is ever read back. */
    private static final ObjectInputFilter READABLE = ObjectInputFilter.Config.createFilter(
            "maxbytes=65536;maxdepth=20;maxrefs=2000;java.lang.*;java.util.*;java.util.concurrent.*;java.time.*;"
                    + "org.caishi.identity.*;org.caishi.units.*;org.springframework.security.core.**;"
                    + "org.springframework.security.authentication.*;org.springframework.security.web.authentication.*;"
                    + "org.springframework.web.servlet.FlashMap;org.springframework.util.*;!*");

    /** HttpOnly, SameSite=Lax, and Secure whenever the request came by https, also through a proxy that says so. */
    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("CAISHI");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    /** Two requests of one session may write the same attribute at once. */
    @Bean
    MySqlJdbcIndexedSessionRepositoryCustomizer upserts() {
        return new MySqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** The name is Spring Session's, which takes null for an attribute that is not there. */
    @Bean
    @SuppressWarnings("NullAway")
    GenericConversionService springSessionConversionService() {
        GenericConversionService conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversions.addConverter(byte[].class, Object.class, SessionConfiguration::read);
        return conversions;
    }

    /** An attribute of another version, or of a class that has no business here, counts as absent. */
    private static @Nullable Object read(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(READABLE);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            LOG.warn("a session attribute cannot be read and is left out: {}", e.toString());
            return null;
        }
    }
}
