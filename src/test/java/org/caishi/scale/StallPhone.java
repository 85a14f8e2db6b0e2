/** A vendor's phone at the stall: looks at the collecting page and taps on it over HTTP, as its script does. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.PlateHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StallPhone {
    /** Twenty phones look at once; a person does not look more often either. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String PASSWORD = "a long enough password";
    private static final String JSON = "application/json";

    private final Visitor visitor = new Visitor();
    private final String token;

    StallPhone(Users users, PlateHolder stall) {
        long vendorId = stall.vendor().vendorId();
        String name = "seller-" + vendorId;
        users.add(name, "王", PASSWORD, Role.VENDOR, stall.market().marketId(), vendorId);
        assertThat(visitor.signIn(name, PASSWORD)).endsWith("/vendor");
        token = visitor.token("/vendor");
    }

    /** The page's state. */
    JsonNode now() {
        return read(visitor.get("/vendor/now", "Accept", JSON), 200);
    }

    /** Looks until the scale's part of the page is as wanted. */
    JsonNode awaitScale(String what, Predicate<JsonNode> wanted) {
        return await(what)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(() -> now().path("weight"), wanted::test);
    }

    /** The state after a tap that was taken. */
    JsonNode tap(String path, Map<String, String> form) {
        return read(send(path, form, JSON), 200);
    }

    /** A tap that is refused in words. */
    void tapInVain(String path, Map<String, String> form) {
        JsonNode refused = read(send(path, form, JSON), 400);
        assertThat(refused.path("error").path("message").asString()).isNotBlank();
    }

    /** Sends a form of a page that works without script, and the page sends it on to the collecting page. */
    JsonNode submit(String path, Map<String, String> form) {
        HttpResponse<String> answer = send(path, form, "text/html");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return now();
    }

    private HttpResponse<String> send(String path, Map<String, String> form, String accept) {
        Map<String, String> fields = new HashMap<>(form);
        fields.put("_csrf", token);
        return visitor.post(path, fields, "Accept", accept);
    }

    private static JsonNode read(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }
}
