/** The gate of the API: verifies who asks, over the raw bytes; answers signed, refusals too. */
package org.caishi.simulator.wechat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.simulator.SimulatorSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The path prefix of the simulator stands for the service's host, which is not signed: a request for
 * {@code /simulator/wechat/v3/x?y} is verified as {@code /v3/x?y}, the way the SDK signs it.
 */
@Component
@SimulatesWechat
class WechatGate {
    private static final Logger log = LoggerFactory.getLogger(WechatGate.class);
    private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048 ";
    private static final Pattern FIELD = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final int MAX_BODY = 64 * 1024;

    private final WechatKeys keys;
    private final WechatSignature signature;
    private final Clock clock;

    WechatGate(WechatKeys keys, WechatSignature signature, Clock clock) {
        this.keys = keys;
        this.signature = signature;
        this.clock = clock;
    }

    /** Answers a request with a body. */
    <T> ResponseEntity<byte[]> answer(
            HttpServletRequest request, Class<T> type, Function<T, @Nullable Object> handler) {
        return respond(() -> handler.apply(parsed(verified(request), type)));
    }

    /** Answers a request without one. */
    ResponseEntity<byte[]> answer(HttpServletRequest request, Supplier<@Nullable Object> handler) {
        return respond(() -> {
            verified(request);
            return handler.get();
        });
    }

    private ResponseEntity<byte[]> respond(Supplier<@Nullable Object> handler) {
        try {
            Object body = handler.get();
            return body == null
                    ? signed(HttpStatus.NO_CONTENT.value(), new byte[0])
                    : signed(HttpStatus.OK.value(), WechatJson.bytes(body));
        } catch (WechatRefusal refusal) {
            byte[] body = WechatJson.bytes(refusal.body());
            return refusal.status() == HttpStatus.UNAUTHORIZED.value()
                    ? bare(refusal.status()).body(body)
                    : signed(refusal.status(), body);
        }
    }

    private ResponseEntity<byte[]> signed(int status, byte[] body) {
        WechatSignature.Vouched vouched = signature.vouch(body, 0);
        return bare(status)
                .header("Wechatpay-Timestamp", vouched.timestamp())
                .header("Wechatpay-Nonce", vouched.nonce())
                .header("Wechatpay-Signature", vouched.signature())
                .header("Wechatpay-Serial", vouched.serial())
                .header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
                .body(body);
    }

    private static ResponseEntity.BodyBuilder bare(int status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Request-ID", WechatSignature.nonce(32));
    }

    private byte[] verified(HttpServletRequest request) {
        byte[] body = rawBody(request);
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            throw WechatRefusal.signature("Http头Authorization缺失或认证类型不正确");
        }
        Claims claims = Claims.of(authorization.substring(SCHEME.length()));
        if (!claims.mchid().equals(keys.spMchid())) {
            throw WechatRefusal.signature("商户号不存在");
        }
        if (!claims.serial().equals(keys.merchantSerial())) {
            throw WechatRefusal.signature("商户证书序列号有误");
        }
        if (age(claims.timestamp()).compareTo(OLDEST) > 0) {
            throw WechatRefusal.signature("请求时间戳与标准时间相差超过5分钟");
        }
        String lines = request.getMethod() + "\n" + signedPath(request) + "\n" + claims.timestamp() + "\n"
                + claims.nonce() + "\n";
        if (!signature.isMerchants(lines, body, claims.signature())) {
            throw WechatRefusal.signature("验签失败");
        }
        return body;
    }

    private Duration age(String timestamp) {
        try {
            return Duration.ofSeconds(Math.subtractExact(clock.instant().getEpochSecond(), Long.parseLong(timestamp)))
                    .abs();
        } catch (NumberFormatException | ArithmeticException notATime) {
            throw WechatRefusal.signature("请求时间戳格式错误");
        }
    }

    private static String signedPath(HttpServletRequest request) {
        String path = request.getRequestURI()
                .substring(request.getContextPath().length() + SimulatorSettings.WECHAT_PATH.length());
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    private static byte[] rawBody(HttpServletRequest request) {
        try {
            byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw WechatRefusal.parameter("请求包体超过" + MAX_BODY + "字节");
            }
            return body;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static <T> T parsed(byte[] body, Class<T> type) {
        try {
            T value = WechatJson.read(body, type);
            if (value == null) {
                throw WechatRefusal.parameter("请求包体为空");
            }
            return value;
        } catch (JacksonException notOurs) {
            log.debug("a body that is not a {}: {}", type.getSimpleName(), notOurs.getOriginalMessage());
            throw WechatRefusal.parameter("请求包体不是合法的JSON，或字段类型错误");
        }
    }

    /** What the Authorization header says. */
    private record Claims(String mchid, String nonce, String timestamp, String serial, String signature) {
        static Claims of(String text) {
            java.util.Map<String, String> fields = new java.util.HashMap<>();
            Matcher matcher = FIELD.matcher(text);
            while (matcher.find()) {
                fields.put(matcher.group(1), matcher.group(2));
            }
            return new Claims(
                    field(fields, "mchid"),
                    field(fields, "nonce_str"),
                    field(fields, "timestamp"),
                    field(fields, "serial_no"),
                    field(fields, "signature"));
        }

        private static String field(java.util.Map<String, String> fields, String name) {
            String value = fields.get(name);
            if (value == null || value.isEmpty()) {
                throw WechatRefusal.signature("Http头Authorization缺少" + name);
            }
            return value;
        }
    }
}
