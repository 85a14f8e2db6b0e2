/** A vendor's phone in the tests: asks the product's pages as the person who is signed in. */
package org.caishi.report.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.caishi.identity.Person;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

record Phone(MockMvc pages) {
    static Phone of(WebApplicationContext product) {
        return new Phone(MockMvcBuilders.webAppContextSetup(product)
                .apply(springSecurity())
                .build());
    }

    MockHttpServletResponse answer(Person person, MockHttpServletRequestBuilder request) throws Exception {
        return pages.perform(request.with(user(person))).andReturn().getResponse();
    }

    int status(Person person, String path) throws Exception {
        return answer(person, get(path)).getStatus();
    }

    String text(Person person, String path) throws Exception {
        MockHttpServletResponse response = answer(person, get(path));
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return text(response);
    }

    /**
     * Sends a form's CSRF token as a browser does. Spring's own {@code csrf()} is no choice here: it puts another token
     * repository into the running product, which every other test shares, and nobody could sign in any more.
     */
    static MockHttpServletRequest withToken(MockHttpServletRequest request) {
        byte[] token = "the-token-of-a-test".getBytes(StandardCharsets.UTF_8);
        // The form's copy is masked with random bytes, which stand before it; zeros are random enough here.
        byte[] masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        request.setCookies(new Cookie("XSRF-TOKEN", new String(token, StandardCharsets.UTF_8)));
        request.setParameter("_csrf", Base64.getUrlEncoder().encodeToString(masked));
        return request;
    }

    static String text(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
