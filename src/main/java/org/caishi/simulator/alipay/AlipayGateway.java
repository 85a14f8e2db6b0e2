/** The gateway: verifies who asks, finds the method, answers signed, refusals too. */
package org.caishi.simulator.alipay;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.RsaSha256;
import org.caishi.simulator.wallet.SnakeJson;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** As the service does, it answers 200 whatever the answer is. Only whoever signs wrongly is answered without a signature. */
@RestController
@SimulatesAlipay
@PreAuthorize("permitAll()")
class AlipayGateway {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final AlipayAgreement agreement;
    private final Map<String, Function<AlipayCall, Map<String, Object>>> methods = new HashMap<>();

    AlipayGateway(AlipayAgreement agreement, List<AlipayMethods> all) {
        this.agreement = agreement;
        all.forEach(some -> methods.putAll(some.methods()));
    }

    @PostMapping(SimulatorSettings.ALIPAY_PATH + "/gateway.do")
    ResponseEntity<String> gateway(@RequestParam Map<String, String> parameters) {
        String root = parameters.getOrDefault("method", "unknown").replace('.', '_') + "_response";
        try {
            verify(parameters);
        } catch (AlipayRefusal refusal) {
            return answer("{\"" + root + "\":" + text(refusal.body()) + "}");
        }
        String body = text(handled(parameters));
        String sign = RsaSha256.sign(agreement.alipayPrivateKey(), body.getBytes(StandardCharsets.UTF_8));
        return answer("{\"" + root + "\":" + body + ",\"sign\":\"" + sign + "\"}");
    }

    private Object handled(Map<String, String> parameters) {
        try {
            Function<AlipayCall, Map<String, Object>> method = methods.get(parameters.getOrDefault("method", ""));
            if (method == null) {
                throw AlipayRefusal.arguments("isv.invalid-method", "不存在的方法名");
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("code", "10000");
            fields.put("msg", "Success");
            fields.putAll(method.apply(new AlipayCall(biz(parameters), parameters)));
            fields.values().removeIf(Objects::isNull);
            return fields;
        } catch (AlipayRefusal refusal) {
            return refusal.body();
        }
    }

    private void verify(Map<String, String> parameters) {
        if (!parameters.getOrDefault("app_id", "").equals(agreement.appId())) {
            throw AlipayRefusal.arguments("isv.invalid-app-id", "无效的AppID参数");
        }
        String lines = new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(field -> !field.getKey().equals("sign")
                                && !field.getValue().isEmpty())
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"));
        boolean signed = parameters.getOrDefault("sign_type", "").equals("RSA2")
                && RsaSha256.isSigned(
                        agreement.appPublicKey(),
                        parameters.getOrDefault("sign", ""),
                        lines.getBytes(StandardCharsets.UTF_8));
        if (!signed) {
            throw AlipayRefusal.arguments("isv.invalid-signature", "验签出错");
        }
    }

    private static JsonNode biz(Map<String, String> parameters) {
        try {
            return SnakeJson.tree(parameters.getOrDefault("biz_content", "{}"));
        } catch (JacksonException notJson) {
            throw AlipayRefusal.arguments("isv.invalid-parameter", "biz_content不是合法的JSON");
        }
    }

    private static String text(Object body) {
        return new String(SnakeJson.bytes(body), StandardCharsets.UTF_8);
    }

    private static ResponseEntity<String> answer(String body) {
        return ResponseEntity.ok().contentType(HTML).body(body);
    }
}
