/** The frames render around a page, with the menu of who looks and the addresses of files that exist. */
package org.caishi.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.testing.ProductTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

@ProductTest
class FramesTest {
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/(?:css|js|img|webjars)/[^\"#]+)");

    @Autowired
    WebApplicationContext context;

    @Autowired
    ThymeleafViewResolver views;

    @ParameterizedTest
    @ValueSource(strings = {"probe/desktop", "probe/phone", "probe/wallet"})
    void aFrameHoldsThePageAndNamesOnlyFilesThatExist(String view) {
        String page = render(view, null, null, "/");

        assertThat(page).contains("<title>Probe title</title>", "Probe content").doesNotContain("style=", "onclick");
        List<String> files =
                FILE.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(files).isNotEmpty();
        Visitor visitor = new Visitor();
        assertThat(files)
                .allSatisfy(file -> assertThat(visitor.get(file).statusCode()).isEqualTo(200));
        assertThat(Pattern.compile("(?:href|src)=\"(?:https?:)?//")
                        .matcher(page)
                        .find())
                .as("an address outside")
                .isFalse();
    }

    @Test
    void theMenuFollowsTheMarketAndTheRole() {
        MarketRow market = new MarketRow("old-town", "老城菜市");
        String clerk = render("probe/desktop", person(Role.CLERK), market, "/manage/old-town/payments");

        assertThat(clerk)
                .contains("/manage/old-town/statements", "老城菜市", "测试员")
                .containsPattern("href=\"/manage/old-town/payments\"[^>]*aria-current=\"page\"")
                .doesNotContain("href=\"/manage\"");
        assertThat(render("probe/desktop", person(Role.OPERATOR), null, "/manage"))
                .contains("href=\"/manage\"")
                .doesNotContain("/payments");
    }

    @Test
    void thePhoneHasFiveTiles() {
        assertThat(Pattern.compile("class=\"tile\"")
                        .matcher(render("probe/phone", person(Role.VENDOR), null, "/vendor"))
                        .results()
                        .count())
                .isEqualTo(5);
    }

    private String render(String name, @Nullable Person person, @Nullable MarketRow market, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(context.getServletContext(), "GET", path);
        request.setAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE, context);
        request.addPreferredLocale(Locale.SIMPLIFIED_CHINESE);
        MockHttpServletResponse response = new MockHttpServletResponse();
        Map<String, Object> model = new HashMap<>(Map.of("path", path));
        model.put("person", person);
        model.put("market", market);
        try {
            Objects.requireNonNull(views.resolveViewName(name, Locale.SIMPLIFIED_CHINESE))
                    .render(model, request, response);
            return response.getContentAsString();
        } catch (Exception e) {
            throw new AssertionError("the frame does not render", e);
        }
    }

    private static Person person(Role role) {
        return new Person(1, "probe", "测试员", role, role == Role.OPERATOR ? null : Long.valueOf(1), null);
    }

    record MarketRow(String code, String name) {}
}
