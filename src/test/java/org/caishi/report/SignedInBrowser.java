/** Asks the product's pages as a person who is signed in, through the whole security chain. */
package org.caishi.report;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

final class SignedInBrowser {
    private final MockMvc mvc;
    private final Person person;

    SignedInBrowser(WebApplicationContext context, Role role, @Nullable Long marketId) {
        this.mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        this.person = new Person(1, "test-" + role, "张经理", role, marketId, null);
    }

    MockHttpServletResponse open(String path) {
        return ask(get(URI.create(path)).accept(MediaType.TEXT_HTML));
    }

    /** Opens a stream of events. */
    MockHttpServletResponse listen(String path) {
        return ask(get(URI.create(path)).accept(MediaType.TEXT_EVENT_STREAM));
    }

    MockHttpServletResponse openByHtmx(String path) {
        return ask(get(URI.create(path)).accept(MediaType.TEXT_HTML).header("HX-Request", "true"));
    }

    String page(String path) {
        MockHttpServletResponse response = open(path);
        if (response.getStatus() != 200) {
            throw new AssertionError(path + " answered " + response.getStatus() + ": " + text(response));
        }
        return text(response);
    }

    static String text(MockHttpServletResponse response) {
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) {
        try {
            return mvc.perform(request.header("Accept-Language", "zh-CN")
                            .locale(Locale.SIMPLIFIED_CHINESE)
                            .with(user(person)))
                    .andReturn()
                    .getResponse();
        } catch (Exception e) {
            throw new AssertionError("the page failed", e);
        }
    }
}
