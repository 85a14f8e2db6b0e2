/** Enters a contract with the simulated WeChat Pay on the screens, as people do. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.identity.Visitor;
import org.caishi.testing.Staff;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

@Component
class Contracts {
    private static final Pattern PLACE = Pattern.compile("/manage/channels/(\\d+)$");
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

    private final Environment environment;

    Contracts(Environment environment) {
        this.environment = environment;
    }

    /** A setting of the simulated contract. */
    String simulated(String name) {
        return environment.getRequiredProperty("caishi.wechat." + name);
    }

    String privateKey() {
        return file("merchant-private-key");
    }

    String platformKey() {
        return file("public-key");
    }

    /** Everything but the addresses and the platform's key. */
    Map<String, String> values() {
        return new HashMap<>(Map.of(
                "spMchid", simulated("sp-mchid"),
                "spAppid", simulated("sp-appid"),
                "appSecret", simulated("app-secret"),
                "merchantSerial", simulated("merchant-serial"),
                "merchantPrivateKey", privateKey(),
                "apiV3Key", simulated("api-v3-key")));
    }

    /** Begins one and returns its page. */
    static String begin(Visitor visitor, long marketId, String name) {
        var answer = visitor.post(
                "/manage/channels",
                Map.of(
                        "channel",
                        "WECHAT",
                        "name",
                        name,
                        "marketId",
                        Long.toString(marketId),
                        "_csrf",
                        visitor.token("/manage/channels")));
        Matcher place = PLACE.matcher(answer.headers().firstValue("Location").orElseThrow());
        assertThat(place.find()).isTrue();
        return "/manage/channels/" + place.group(1);
    }

    /** A whole one of the simulated contract, active. */
    String active(Visitor operator, long marketId, URI host) {
        String page = begin(operator, marketId, "模拟合同");
        Map<String, String> values = values();
        values.put("baseUrl", host.toString());
        values.put("authorizeUrl", host.toString());
        values.put("openapiUrl", host.toString());
        assertThat(change(operator, page, values)).contains("已保存");
        assertThat(addKey(operator, page, simulated("public-key-id"), platformKey()))
                .contains("公钥已添加");
        assertThat(act(operator, page, "/activate")).contains("已启用");
        return page;
    }

    static String change(Visitor visitor, String page, Map<String, String> values) {
        Map<String, String> form = new HashMap<>(values);
        form.putIfAbsent("version", version(visitor, page));
        return Staff.submit(visitor, page, page, form);
    }

    static String addKey(Visitor visitor, String page, String id, String pem) {
        return Staff.submit(
                visitor, page, page + "/keys", Map.of("version", version(visitor, page), "keyId", id, "pem", pem));
    }

    static String retireKey(Visitor visitor, String page, String id) {
        return Staff.submit(
                visitor, page, page + "/keys/retire", Map.of("version", version(visitor, page), "keyId", id));
    }

    static String act(Visitor visitor, String page, String what) {
        return Staff.submit(visitor, page, page + what, Map.of("version", version(visitor, page)));
    }

    static long accountId(String page) {
        return Long.parseLong(page.substring(page.lastIndexOf('/') + 1));
    }

    private static String version(Visitor visitor, String page) {
        Matcher found = VERSION.matcher(visitor.get(page).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String file(String name) {
        try {
            return Files.readString(Path.of(simulated(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
