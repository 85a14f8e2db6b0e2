/** How a merchant's page learns who looks at it: authorisation by redirect, then the payer's id by code. */
package org.caishi.simulator.unionpay;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Payers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Asks nothing of the payer. A code serves once, for five minutes, to whoever names the app that it was given in. */
@RestController
@SimulatesUnionpay
@PreAuthorize("permitAll()")
class UnionpayAuthorisation {
    private static final Duration CODE_LIVES = Duration.ofMinutes(5);
    private static final int MOST_CODES = 100_000;
    private static final Pattern PAYER = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final UnionpayKeys keys;
    private final SimulatorSettings settings;
    private final Clock clock;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Queue<String> byAge = new ConcurrentLinkedQueue<>();

    UnionpayAuthorisation(UnionpayKeys keys, SimulatorSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    private record Code(String userId, String app, Instant expires) {}

    @GetMapping(SimulatesUnionpay.PATH + "/qrcGtwWeb-web/api/userAuth")
    ResponseEntity<String> authorise(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String redirectUrl,
            @RequestParam(defaultValue = "") String appUpIdentifier,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String payer) {
        if (!settings.isOwnSite(redirectUrl, request.getHeader(HttpHeaders.HOST))) {
            return ResponseEntity.badRequest().body("redirectUrl is not the merchant's");
        }
        String separator = URI.create(redirectUrl).getRawQuery() == null ? "?" : "&";
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(
                        HttpHeaders.LOCATION,
                        redirectUrl + separator + "userAuthCode=" + newCode(Payers.named(payer), appUpIdentifier)
                                + "&respCode=00")
                .build();
    }

    UnionpayMessage exchange(UnionpayMessage asked) {
        Code code = codes.remove(asked.get("userAuthCode"));
        if (code == null
                || clock.instant().isAfter(code.expires())
                || !code.app().equals(asked.get("appUpIdentifier"))) {
            throw UnionpayRefusal.noSuchTransaction();
        }
        return new UnionpayMessage().with("userId", code.userId());
    }

    boolean isPayer(String userId) {
        return PAYER.matcher(userId).matches();
    }

    private String newCode(String payer, String app) {
        String code = UUID.randomUUID().toString();
        String userId = Base64.getUrlEncoder().withoutPadding().encodeToString(Payers.digest(keys.merchantId(), payer));
        codes.put(code, new Code(userId, app, clock.instant().plus(CODE_LIVES)));
        byAge.add(code);
        while (byAge.size() > MOST_CODES) {
            String oldest = byAge.poll();
            if (oldest == null) {
                break;
            }
            codes.remove(oldest);
        }
        return code;
    }
}
