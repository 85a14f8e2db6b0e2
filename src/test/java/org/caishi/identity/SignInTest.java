/** People sign in, land where they work, are kept out where they do not, and leave a trail. */
package org.caishi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.caishi.platform.BadInput;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class SignInTest {
    private static final String PASSWORD = "correct horse 9";
    private static final long MARKET = 7_001;

    @Autowired
    Users users;

    @Autowired
    JdbcTemplate jdbc;

    private final Visitor visitor = new Visitor();

    @Test
    void eachRoleLandsWhereItWorks() {
        assertThat(new Visitor().signIn(person(Role.OPERATOR), PASSWORD)).endsWith("/manage");
        assertThat(new Visitor().signIn(person(Role.MANAGER), PASSWORD)).endsWith("/manage");
        assertThat(new Visitor().signIn(person(Role.CLERK), PASSWORD)).endsWith("/manage");
        assertThat(new Visitor().signIn(person(Role.INSPECTOR), PASSWORD)).endsWith("/manage");
        assertThat(new Visitor().signIn(person(Role.VENDOR), PASSWORD)).endsWith("/vendor");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookTheSame() {
        String name = person(Role.CLERK);

        assertThat(visitor.signIn(name, "wrong horse 9")).endsWith("/login?why=WRONG");
        assertThat(visitor.signIn("nobody-" + UUID.randomUUID(), PASSWORD)).endsWith("/login?why=WRONG");
        assertThat(visitor.get("/login?why=WRONG").body()).contains("登录名或密码不对");
        assertThat(visitor.cookie("CAISHI")).isEmpty();
    }

    @Test
    void theNameIsReadWithoutRegardToCase() {
        assertThat(visitor.signIn(person(Role.CLERK).toUpperCase(Locale.ROOT), PASSWORD))
                .endsWith("/manage");
    }

    @Test
    void aLockedAccountStaysOutAndIsToldSo() {
        String name = person(Role.CLERK);
        jdbc.update("update identity_user set state = 'LOCKED' where sign_in_name = ?", name);

        assertThat(visitor.signIn(name, PASSWORD)).endsWith("/login?why=LOCKED");
    }

    @Test
    void guessingIsStoppedEvenWhenTheLastGuessIsRight() {
        String name = person(Role.CLERK);
        for (int guess = 0; guess < SignInThrottle.ATTEMPTS_A_NAME; guess++) {
            assertThat(visitor.signIn(name, "wrong horse " + guess)).endsWith("WRONG");
        }

        assertThat(visitor.signIn(name, PASSWORD)).endsWith("/login?why=SLOW");
    }

    @Test
    void goodAndBadSignInsAreWrittenDown() {
        String name = person(Role.MANAGER);
        visitor.signIn(name, "wrong horse 9");
        visitor.signIn(name, PASSWORD);

        List<Map<String, Object>> trail = jdbc.queryForList(
                "select market_id, action, detail from identity_audit where who = ? order by audit_id", name);
        assertThat(trail).extracting("action").containsExactly("sign-in", "sign-in");
        assertThat(trail).extracting("detail").containsExactly("refused: wrong name or password", "accepted");
        assertThat(trail).extracting("market_id").containsOnly(MARKET);
        assertThat(trail.toString()).doesNotContain("horse");
    }

    @Test
    void theSessionLivesInTheDatabaseWithoutTheHashAndEndsAtSignOut() {
        String name = person(Role.MANAGER);
        visitor.signIn(name, PASSWORD);
        assertThat(sessionsOf(name)).isOne();
        byte[] kept = jdbc.queryForList(
                        "select a.attribute_bytes from SPRING_SESSION_ATTRIBUTES a join SPRING_SESSION s"
                                + " on s.primary_id = a.session_primary_id where s.principal_name = ?"
                                + " and a.attribute_name = 'SPRING_SECURITY_CONTEXT'",
                        byte[].class,
                        name)
                .getFirst();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).contains(name).doesNotContain("$2a$");
        assertThat(visitor.get("/login").statusCode())
                .as("signed in, so led on")
                .isEqualTo(302);

        String token = visitor.token("/vendor");
        assertThat(visitor.post("/logout", Map.of("_csrf", token)).headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login?why=OUT"));
        assertThat(sessionsOf(name)).isZero();
        assertThat(visitor.get("/manage").headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login"));
    }

    @Test
    void theSessionsCookieCannotBeReadByScripts() {
        String name = person(Role.MANAGER);
        HttpResponse<String> answer = visitor.post(
                "/login", Map.of("username", name, "password", PASSWORD, "_csrf", visitor.token("/login")));

        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("CAISHI="))
                .singleElement()
                .asString()
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .doesNotContain("Secure");
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        assertThat(visitor.post("/login", Map.of("username", person(Role.CLERK), "password", PASSWORD))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/login?why=EXPIRED"));
        assertThat(visitor.post("/manage/anything", Map.of("a", "b")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aVendorIsRefusedAtTheManagersDoorAndStaffAtTheVendors() {
        visitor.signIn(person(Role.VENDOR), PASSWORD);
        HttpResponse<String> refused = visitor.get("/manage");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("您没有这个操作的权限");

        Visitor manager = new Visitor();
        manager.signIn(person(Role.MANAGER), PASSWORD);
        assertThat(manager.get("/vendor").statusCode()).isEqualTo(403);
    }

    @Test
    void anExpiredSignInInsideAFragmentReloadsThePage() {
        HttpResponse<String> answer = visitor.get("/manage/old/payments", "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Refresh")).hasValue("true");
        assertThat(visitor.get("/vendor/stream", "Accept", "text/event-stream").statusCode())
                .isEqualTo(401);
    }

    @Test
    void namesAndPasswordsThatCannotServeAreRefusedWithWords() {
        String name = person(Role.CLERK);

        assertThatThrownBy(() -> users.add(name, "另一位", PASSWORD, Role.CLERK, MARKET, null))
                .isInstanceOf(BadInput.class)
                .hasMessage("identity.name.taken");
        assertThatThrownBy(() -> users.add("new-" + name, "新人", "密".repeat(25), Role.CLERK, MARKET, null))
                .isInstanceOf(BadInput.class)
                .hasMessage("identity.password.too-long");
        assertThatThrownBy(() -> users.add("new-" + name, "新人", "short", Role.CLERK, MARKET, null))
                .isInstanceOf(BadInput.class)
                .hasMessage("identity.password.too-short");
        assertThatThrownBy(() -> users.add("two words", "新人", PASSWORD, Role.CLERK, MARKET, null))
                .isInstanceOf(BadInput.class)
                .hasMessage("identity.name.malformed");
        assertThat(users.exists("new-" + name)).isFalse();
    }

    private String person(Role role) {
        String name = role.name().toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 13);
        users.add(
                name,
                "测试员",
                PASSWORD,
                role,
                role == Role.OPERATOR ? null : Long.valueOf(MARKET),
                role == Role.VENDOR ? Long.valueOf(5) : null);
        return name;
    }

    private int sessionsOf(String name) {
        return jdbc.queryForList("select session_id from SPRING_SESSION where principal_name = ?", String.class, name)
                .size();
    }
}
