/** How a merchant's page learns who looks at it: authorisation by redirect, then the payer's number by code. */
package org.caishi.simulator.alipay;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.OneTimeCodes;
import org.caishi.simulator.wallet.Payers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The authorisation asks nothing of the payer, as {@code auth_base} does not. */
@RestController
@SimulatesAlipay
@PreAuthorize("permitAll()")
class AlipayOauth implements AlipayMethods {
    private static final Duration CODE_LIVES = Duration.ofMinutes(5);
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final AlipayAgreement agreement;
    private final SimulatorSettings settings;
    private final OneTimeCodes<String> codes;

    AlipayOauth(AlipayAgreement agreement, SimulatorSettings settings, Clock clock) {
        this.agreement = agreement;
        this.settings = settings;
        this.codes = new OneTimeCodes<>(CODE_LIVES, clock);
    }

    @Override
    public Map<String, Function<AlipayCall, Map<String, Object>>> methods() {
        return Map.of("alipay.system.oauth.token", this::token);
    }

    @GetMapping(SimulatorSettings.ALIPAY_PATH + "/oauth2/publicAppAuthorize.htm")
    ResponseEntity<String> authorize(
            HttpServletRequest request,
            @RequestParam(name = "app_id", defaultValue = "") String appId,
            @RequestParam(name = "scope", defaultValue = "") String scope,
            @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
            @RequestParam(name = "state", defaultValue = "") String state,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String payer) {
        if (!appId.equals(agreement.appId()) || !scope.equals("auth_base")) {
            return ResponseEntity.badRequest().contentType(TEXT).body("invalid app_id or scope");
        }
        if (!settings.isOwnSite(redirectUri, request.getHeader(HttpHeaders.HOST))) {
            return ResponseEntity.badRequest().contentType(TEXT).body("redirect_uri与应用的授权回调地址不一致");
        }
        URI back = UriComponentsBuilder.fromUriString(redirectUri)
                .queryParam("app_id", "{app}")
                .queryParam("scope", "auth_base")
                .queryParam("auth_code", "{code}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(appId, codes.give(AlipayCashier.userId(Payers.named(payer))), state)
                .toUri();
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, back.toString())
                .build();
    }

    /** Success has no {@code code}: this answer is older than the others. */
    private Map<String, Object> token(AlipayCall call) {
        String userId = codes.redeem(call.parameter("code"))
                .filter(found -> call.parameter("grant_type").equals("authorization_code"))
                .orElseThrow(() -> AlipayRefusal.arguments("isv.code-invalid", "授权码code无效"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", null);
        fields.put("msg", null);
        fields.put("user_id", userId);
        fields.put("access_token", "simulated");
        fields.put("expires_in", 3600);
        return fields;
    }
}
