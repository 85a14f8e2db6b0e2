/** The signed way to Alipay's gateway: the SDK composes and verifies, our own HTTP client carries. */
package org.caishi.channel.alipay;

import com.alipay.api.AbstractAlipayClient;
import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.Decryptor;
import com.alipay.api.Encryptor;
import com.alipay.api.SignChecker;
import com.alipay.api.Signer;
import com.alipay.api.internal.util.AbstractHttpClient;
import com.alipay.api.internal.util.AlipayLogger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the SDK (4.40.734) is left alone it lets through what it should not. Tried: an answer of failure without a signature
 * passes. Read in its published source: fields come from the first object in an answer whatever it is called; loading it
 * lifts the JVM's ban on weak certificates; it logs whole requests and answers. So here every answer must be
 * {@code {"…_response":{…},"sign":"…"}} and nothing else, signed, and is read from the text that was signed; the ban is put
 * back; the SDK's log is shut.
 */
final class AlipayConnection {
    private static final String WEAK_CERTIFICATES = "jdk.certpath.disabledAlgorithms";
    private static final String ERROR = "error_response";
    private static final String SIGN = "sign";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        String banned = Security.getProperty(WEAK_CERTIFICATES);
        try {
            Class.forName(AbstractAlipayClient.class.getName(), true, AlipayConnection.class.getClassLoader());
        } catch (ClassNotFoundException incomplete) {
            throw new IllegalStateException(incomplete);
        } finally {
            Security.setProperty(WEAK_CERTIFICATES, banned);
        }
        AlipayLogger.setNeedEnableLogger(false);
    }

    private final AlipayKeys keys;
    private final Client client;

    AlipayConnection(AlipayContract contract) {
        this(contract, new AlipayHttp());
    }

    /** @param http carries what is asked and what is answered */
    AlipayConnection(AlipayContract contract, AbstractHttpClient http) {
        this.keys = new AlipayKeys(contract);
        this.client = new Client(contract, keys);
        client.setCustomizedHttpClient(http);
    }

    /** Asks the gateway; never throws. The words of the SDK's exceptions may hold whole answers: only kinds are kept. */
    AlipayAnswer ask(AlipayRequest<? extends AlipayResponse> request) {
        try {
            AlipayResponse response = client.execute(request);
            return response == null
                    ? new AlipayAnswer.Silent("an empty answer")
                    : read(response.getBody(), request.getApiMethodName());
        } catch (AlipayApiException failed) {
            return new AlipayAnswer.Silent(why(failed));
        } catch (RuntimeException odd) {
            return new AlipayAnswer.Silent(
                    "an answer that cannot be read, " + odd.getClass().getSimpleName());
        }
    }

    private static AlipayAnswer read(@Nullable String body, String method) {
        String root = method.replace('.', '_') + "_response";
        try {
            JsonNode whole = JSON.readTree(body == null ? "" : body);
            JsonNode answer = whole.path(whole.has(root) ? root : ERROR);
            if (!answer.isObject() || whole.size() != 2) {
                return new AlipayAnswer.Silent("an answer of another form");
            }
            // The SDK verified a signature that is there; that one is there, it does not ask of a failure.
            return whole.path(SIGN).asString("").isEmpty()
                    ? new AlipayAnswer.Silent(
                            "an answer that the channel did not sign, " + AlipayAnswer.shortened(code(answer)))
                    : AlipayAnswer.of(answer);
        } catch (JacksonException notJson) {
            return new AlipayAnswer.Silent("an answer that cannot be read");
        }
    }

    private static String code(JsonNode answer) {
        return answer.path("sub_code").asString(answer.path("code").asString("no code"));
    }

    private static String why(AlipayApiException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return "no answer, " + broken.getClass().getSimpleName();
            }
        }
        return "an answer that the channel did not sign, or that cannot be read";
    }

    /** The SDK's client with our keys: any of Alipay's that are valid may have signed. */
    private static final class Client extends AbstractAlipayClient {
        private final AlipayKeys keys;

        Client(AlipayContract contract, AlipayKeys keys) {
            super(contract.serverUrl().toString(), contract.appId(), "json", "UTF-8", "RSA2");
            this.keys = keys;
        }

        @Override
        public Signer getSigner() {
            return (text, type, charset) -> keys.sign(text);
        }

        @Override
        public SignChecker getSignChecker() {
            return new SignChecker() {
                @Override
                public boolean check(@Nullable String text, @Nullable String signature, String type, String charset) {
                    return text != null
                            && signature != null
                            && keys.isAlipays(text.getBytes(StandardCharsets.UTF_8), signature);
                }

                @Override
                public boolean checkCert(String text, String signature, String type, String charset, String publicKey) {
                    throw new UnsupportedOperationException("certificates are not used");
                }
            };
        }

        /** The SDK would sign a text with every answer to see whether the two keys were mixed up. */
        @Override
        public boolean checkAlipayPublicKey() {
            return false;
        }

        @Override
        public Encryptor getEncryptor() {
            throw new UnsupportedOperationException("contents are not encrypted");
        }

        @Override
        public Decryptor getDecryptor() {
            throw new UnsupportedOperationException("contents are not encrypted");
        }
    }
}
