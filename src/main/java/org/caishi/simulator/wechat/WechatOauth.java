/** How a merchant's page learns who looks at it: authorisation by redirect, then openid by code. */
package org.caishi.simulator.wechat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Payers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The authorisation asks nothing of the payer, as {@code snsapi_base} does not. The token's answer is {@code text/plain}, as the service's is. */
@RestController
@SimulatesWechat
@RequestMapping(SimulatorSettings.WECHAT_PATH)
@PreAuthorize("permitAll()")
class WechatOauth {
    private static final Duration CODE_LIVES = Duration.ofMinutes(5);
    private static final int MOST_CODES = 100_000;
    private static final int WRONG_REDIRECT = 10003;
    private static final int NO_SUCH_APPID = 40013;
    private static final int WRONG_SECRET = 40125;
    private static final int NO_SUCH_CODE = 40029;
    private static final int CODE_USED = 40163;
    private static final int WRONG_GRANT = 40002;

    private final WechatKeys keys;
    private final SimulatorSettings settings;
    private final Clock clock;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Queue<String> byAge = new ConcurrentLinkedQueue<>();

    WechatOauth(WechatKeys keys, SimulatorSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    private record Code(String openid, Instant expires, boolean used) {}

    @GetMapping("/connect/oauth2/authorize")
    ResponseEntity<String> authorize(
            HttpServletRequest request,
            @RequestParam(name = "appid", defaultValue = "") String appid,
            @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
            @RequestParam(name = "response_type", defaultValue = "") String responseType,
            @RequestParam(name = "state", defaultValue = "") String state,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String payer) {
        if (!appid.equals(keys.spAppid()) || !responseType.equals("code")) {
            return error(NO_SUCH_APPID, "invalid appid or response_type");
        }
        if (!settings.isOwnSite(redirectUri, request.getHeader(HttpHeaders.HOST))) {
            return error(WRONG_REDIRECT, "redirect_uri域名与后台配置不一致");
        }
        URI back = UriComponentsBuilder.fromUriString(redirectUri)
                .queryParam("code", "{code}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(newCode(Payers.named(payer)), state)
                .toUri();
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, back.toString())
                .build();
    }

    @GetMapping("/sns/oauth2/access_token")
    ResponseEntity<String> accessToken(
            @RequestParam(name = "appid", defaultValue = "") String appid,
            @RequestParam(name = "secret", defaultValue = "") String secret,
            @RequestParam(name = "code", defaultValue = "") String code,
            @RequestParam(name = "grant_type", defaultValue = "") String grantType) {
        if (!appid.equals(keys.spAppid())) {
            return text(problem(NO_SUCH_APPID, "invalid appid"));
        }
        if (!secret.equals(keys.appSecret())) {
            return text(problem(WRONG_SECRET, "invalid appsecret"));
        }
        if (!grantType.equals("authorization_code")) {
            return text(problem(WRONG_GRANT, "invalid grant_type"));
        }
        return text(redeemed(code));
    }

    private Map<String, Object> redeemed(String code) {
        Code before = code.isEmpty() ? null : codes.get(code);
        if (before == null || clock.instant().isAfter(before.expires())) {
            return problem(NO_SUCH_CODE, "invalid code");
        }
        if (before.used() || !codes.replace(code, before, new Code(before.openid(), before.expires(), true))) {
            return problem(CODE_USED, "code been used");
        }
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("access_token", WechatSignature.nonce(88));
        token.put("expires_in", 7200);
        token.put("refresh_token", WechatSignature.nonce(88));
        token.put("openid", before.openid());
        token.put("scope", "snsapi_base");
        return token;
    }

    private String newCode(String payer) {
        String code = WechatSignature.nonce(32);
        codes.put(
                code,
                new Code(
                        WechatPayers.openid(keys.spAppid(), payer),
                        clock.instant().plus(CODE_LIVES),
                        false));
        byAge.add(code);
        while (codes.size() > MOST_CODES) {
            String oldest = byAge.poll();
            if (oldest == null) {
                break;
            }
            codes.remove(oldest);
        }
        return code;
    }

    private static ResponseEntity<String> error(int code, String message) {
        return ResponseEntity.badRequest()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, java.nio.charset.StandardCharsets.UTF_8))
                .body(message + " (" + code + ")");
    }

    private static Map<String, Object> problem(int code, String message) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("errcode", code);
        problem.put("errmsg", message);
        return problem;
    }

    private static ResponseEntity<String> text(Map<String, Object> answer) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, java.nio.charset.StandardCharsets.UTF_8))
                .body(new String(WechatJson.bytes(answer), java.nio.charset.StandardCharsets.UTF_8));
    }
}
