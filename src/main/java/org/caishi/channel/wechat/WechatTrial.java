/** Tries a contract's settings: asks for an order that nobody has opened, and reads what the answer tells about the keys. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.util.NonceUtil;
import com.wechat.pay.java.service.partnerpayments.jsapi.JsapiService;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByOutTradeNoRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.caishi.channel.Trial;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The order is missing, so the answer of right settings is a refusal; of refusals the SDK checks no signature, so it is
 * checked here. The APIv3 key is not used by the question: only the first notice proves it.
 */
final class WechatTrial {
    private static final long MOST_BYTES = 64 * 1024;
    private static final int LONGEST_WORDS = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_OFTEN = 429;

    private final WechatContract contract;

    WechatTrial(WechatContract contract) {
        this.contract = contract;
    }

    private record Refusal(@Nullable String code, @Nullable String message) {}

    /** The answer as it came, whatever the SDK makes of it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, String keyId, String timestamp, String nonce, String signature, byte[] body) {}

    private static final class Watcher implements Interceptor {
        private @Nullable Answer answer;

        @Override
        public Response intercept(Chain chain) throws IOException {
            Response response = chain.proceed(chain.request());
            answer = new Answer(
                    response.code(),
                    header(response, "Wechatpay-Serial"),
                    header(response, "Wechatpay-Timestamp"),
                    header(response, "Wechatpay-Nonce"),
                    header(response, "Wechatpay-Signature"),
                    response.peekBody(MOST_BYTES).bytes());
            return response;
        }

        private static String header(Response response, String name) {
            return Objects.requireNonNullElse(response.header(name), "");
        }
    }

    Trial run(String merchantNo) {
        Watcher watcher = new Watcher();
        QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
        request.setOutTradeNo("TEST" + NonceUtil.createNonce(20));
        request.setSpMchid(contract.spMchid());
        request.setSubMchid(merchantNo);
        @Nullable Throwable failure = null;
        try {
            new JsapiService.Builder()
                    .httpClient(WechatConnection.watched(contract, watcher).http())
                    .build()
                    .queryOrderByOutTradeNo(request);
        } catch (RuntimeException refusedOrBroken) {
            failure = refusedOrBroken.getCause();
        }
        Answer answer = watcher.answer;
        return answer == null ? Trial.unreached(contract.baseUrl().getHost(), failure) : judged(answer);
    }

    private Trial judged(Answer answer) {
        Refusal refusal = refusal(answer.body());
        if (answer.status() == UNAUTHORIZED) {
            return Trial.failed("channel.trial.wechat.signature", words(refusal.message()));
        }
        if (answer.signature().isEmpty()) {
            return Trial.failed("channel.trial.wechat.unsigned", Integer.toString(answer.status()));
        }
        if (!contract.platformKeys().knows(answer.keyId())) {
            return Trial.failed("channel.trial.wechat.key.unknown", words(answer.keyId()));
        }
        if (!isSigned(answer)) {
            return Trial.failed("channel.trial.wechat.key.wrong", words(answer.keyId()));
        }
        if (answer.status() >= 500 || answer.status() == TOO_OFTEN) {
            return Trial.failed("channel.trial.later", Integer.toString(answer.status()));
        }
        return answer.status() < 300 || "ORDER_NOT_EXIST".equals(refusal.code())
                ? Trial.passed("channel.trial.wechat.right", words(answer.keyId()))
                : Trial.failed("channel.trial.wechat.refused", words(refusal.code()), words(refusal.message()));
    }

    private boolean isSigned(Answer answer) {
        try {
            return contract.platformKeys()
                    .signed(answer.keyId(), answer.timestamp(), answer.nonce(), answer.body(), answer.signature());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JDK cannot verify with an RSA key", broken);
        }
    }

    private static Refusal refusal(byte[] body) {
        try {
            return Objects.requireNonNullElse(
                    JsonMapper.shared().readValue(body, Refusal.class), new Refusal(null, null));
        } catch (JacksonException notJson) {
            return new Refusal(null, null);
        }
    }

    private static String words(@Nullable String text) {
        String words = text == null ? "" : text;
        return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
    }
}
