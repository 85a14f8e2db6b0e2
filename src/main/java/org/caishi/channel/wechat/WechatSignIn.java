/** Learns the payer's openid: the browser goes to WeChat, comes back with a code, and the code is exchanged once. */
package org.caishi.channel.wechat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.caishi.channel.PayerSignIn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** No line of log here holds a code, an openid, the secret or an exception's words, which quote the address asked. */
final class WechatSignIn implements PayerSignIn {
    private static final Logger log = LoggerFactory.getLogger(WechatSignIn.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 16 * 1024;
    private static final int OK = 200;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,512}");
    private static final Pattern OPENID = Pattern.compile("[A-Za-z0-9_-]{20,64}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WechatContract contract;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WechatSignIn(WechatContract contract) {
        this.contract = contract;
    }

    private record Token(@Nullable String openid, @Nullable Integer errcode) {}

    @Override
    public URI authorize(URI returnTo, String state) {
        return URI.create(contract.authorizeUrl() + "/connect/oauth2/authorize?appid=" + encoded(contract.spAppid())
                + "&redirect_uri=" + encoded(returnTo.toString())
                + "&response_type=code&scope=snsapi_base&state=" + encoded(state) + "#wechat_redirect");
    }

    @Override
    public String realm() {
        return contract.spAppid();
    }

    @Override
    public String codeParameter() {
        return "code";
    }

    @Override
    public Optional<String> payerId(String code) {
        if (!CODE.matcher(code).matches()) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(contract.openapiUrl()
                        + "/sns/oauth2/access_token?appid=" + encoded(contract.spAppid())
                        + "&secret=" + encoded(contract.appSecret())
                        + "&code=" + encoded(code) + "&grant_type=authorization_code"))
                .timeout(READ)
                .build();
        return asked(request).flatMap(WechatSignIn::openid);
    }

    /** The request's own timeout ends with the headers; the future's covers a body that drips. */
    private Optional<byte[]> asked(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(CONNECT.plus(READ).toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == OK) {
                return Optional.of(response.body());
            }
            log.warn("WeChat gave no payer's id: HTTP {}; the payer can scan again", response.statusCode());
        } catch (ExecutionException broken) {
            Throwable cause = broken.getCause();
            log.warn(
                    "WeChat gave no payer's id: {}; the payer can scan again",
                    cause instanceof IOException ? cause.getClass().getSimpleName() : "no answer");
        } catch (TimeoutException late) {
            answer.cancel(true);
            log.warn("WeChat gave no payer's id in time; the payer can scan again");
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    static Optional<String> openid(byte[] answer) {
        try {
            // The JSON text null is no token.
            Token token = Objects.requireNonNullElse(JSON.readValue(answer, Token.class), new Token(null, null));
            if (token.openid() != null && OPENID.matcher(token.openid()).matches()) {
                return Optional.of(token.openid());
            }
            log.warn("WeChat gave no payer's id: errcode {}; the payer can scan again", token.errcode());
        } catch (JacksonException odd) {
            log.warn("WeChat gave no payer's id but an answer that cannot be read; the payer can scan again");
        }
        return Optional.empty();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
