/** Every door is open to whom it should be, and the public ones leave no session behind. */
package org.caishi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class DoorsTest {
    @Autowired
    JdbcTemplate jdbc;

    private final Visitor visitor = new Visitor();

    @Test
    void strangersAndMachinesLeaveNoSessionBehind() {
        List<String> doors = List.of(
                "/",
                "/login",
                "/q/nothing",
                "/q/orders/1",
                "/notify/nothing",
                "/api/device/nothing",
                "/api/nothing",
                "/screen/nothing",
                "/manage",
                "/vendor",
                "/css/phone.css",
                "/nothing",
                "/q/nothing?lang=en");
        List<String> before = anonymousSessions();
        for (String door : doors) {
            HttpResponse<String> answer = visitor.get(door);
            assertThat(answer.statusCode()).as(door).isLessThan(500);
        }
        visitor.post("/q/nothing/orders", Map.of("amount", "1.00"));
        visitor.post("/notify/nothing", Map.of());
        visitor.post("/api/device/weighings", Map.of());

        assertThat(visitor.cookie("CAISHI")).isEmpty();
        assertThat(anonymousSessions()).isSubsetOf(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/wp-login.php", "/actuator", "/actuator/env", "/admin", "/q/x/y/z", "/error"})
    void aPathThatNobodyServesIsNotFoundInTheProductsLook(String path) {
        HttpResponse<String> answer = visitor.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("没有找到").contains("phone").doesNotContain("Whitelabel");
    }

    @Test
    void programsAreAnsweredInJson() {
        HttpResponse<String> device = visitor.get("/api/nothing");
        assertThat(device.statusCode()).isEqualTo(401);
        assertThat(device.body()).isEqualTo("{\"error\":{\"code\":\"signed-out\",\"message\":\"请先登录。\"}}");

        HttpResponse<String> page = visitor.get("/nothing?lang=en", "Accept", "application/json");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("\"code\":\"not-found\"").contains("There is no such page");
    }

    @Test
    void healthIsForAllAndMetricsForThisMachineOnly() {
        assertThat(visitor.get("/actuator/health").body()).contains("\"status\":\"UP\"");
        assertThat(visitor.get("/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/actuator/prometheus", "X-Forwarded-For", "203.0.113.9")
                        .statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("/actuator/prometheus", "X-Forwarded-For", "127.0.0.1")
                        .statusCode())
                .as("who comes through a proxy cannot say that he is this machine")
                .isEqualTo(404);
    }

    @Test
    void pagesCarryTheHeadersThatProtectThem() {
        HttpResponse<String> page = visitor.get("/login");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("strict-origin-when-cross-origin");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(visitor.get("/login", "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("Strict-Transport-Security"))
                .isPresent();
    }

    @Test
    void theLanguageIsRemembered() {
        assertThat(visitor.get("/login").body()).contains("登录菜市").contains("lang=\"zh-CN\"");
        assertThat(visitor.get("/login?lang=en").body()).contains("Sign in to Caishi");
        assertThat(visitor.get("/login").body()).contains("Sign in to Caishi").contains("lang=\"en\"");
        assertThat(visitor.get("/login?lang=xx").body()).contains("登录菜市");
    }

    @Test
    void theDeviceApiIsDescribedForItsMakers() {
        assertThat(visitor.get("/v3/api-docs").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    }

    private List<String> anonymousSessions() {
        return jdbc.queryForList("select session_id from SPRING_SESSION where principal_name is null", String.class);
    }
}
