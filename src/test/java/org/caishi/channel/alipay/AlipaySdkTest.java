/** What the SDK does of itself, and what of it we keep from doing. */
package org.caishi.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.AbstractAlipayClient;
import com.alipay.api.AlipayApiException;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.response.AlipayTradeQueryResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caishi.channel.QueryResult;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlipaySdkTest {
    private static final String REFUSAL =
            "{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\",\"sub_msg\":\"交易不存在\"}";

    @Test
    void theBanOnWeakCertificatesStandsWhenTheSdkIsLoaded() throws Exception {
        var unused = new AlipayConnection(TestAlipay.contract(URI.create("http://127.0.0.1:9/gateway.do")));
        assertThat(Class.forName(AbstractAlipayClient.class.getName())).isNotNull();
        assertThat(Security.getProperty("jdk.certpath.disabledAlgorithms")).contains("MD5", "RSA keySize");
    }

    @Test
    void anUnsignedRefusalThatTheSdkBelievesWeDoNot() throws Exception {
        try (OddGateway gateway = new OddGateway()) {
            gateway.answers(200, "{\"alipay_trade_query_response\":" + REFUSAL + "}");

            assertThat(sdkAlone(gateway).getSubCode()).isEqualTo("ACQ.TRADE_NOT_EXIST");
            assertThat(ours(gateway)).isInstanceOf(QueryResult.Unknown.class);

            gateway.answersSigned(REFUSAL);
            assertThat(ours(gateway)).isEqualTo(new QueryResult.Missing());
        }
    }

    @Test
    void anAnswerInAnotherObjectThatTheSdkReadsWeDoNot() throws Exception {
        try (OddGateway gateway = new OddGateway()) {
            String forged = "{\"code\":\"10000\",\"out_trade_no\":\"T0000000001\",\"trade_status\":\"TRADE_SUCCESS\","
                    + "\"trade_no\":\"1\",\"total_amount\":\"1.00\",\"send_pay_date\":\"2026-11-22 12:00:00\"}";
            String genuine = TestAlipay.answer("alipay.trade.query", REFUSAL, TestAlipay.PLATFORM.getPrivate());
            for (String name :
                    new String[] {"a", "zzz", "alipay_trade_create_response", "x1", "x2", "x3", "x4", "x5"}) {
                gateway.answers(200, genuine.substring(0, genuine.length() - 1) + ",\"" + name + "\":" + forged + "}");
                assertThat(ours(gateway)).as(name).isInstanceOf(QueryResult.Unknown.class);
                gateway.answers(200, "{\"" + name + "\":" + forged + "," + genuine.substring(1));
                assertThat(ours(gateway)).as(name).isInstanceOf(QueryResult.Unknown.class);
            }
            gateway.answers(
                    200,
                    genuine.substring(0, genuine.length() - 1) + ",\"alipay_trade_query_response\":" + forged + "}");
            assertThat(ours(gateway)).isInstanceOf(QueryResult.Unknown.class);
        }
    }

    /** Sorted, without sign and empties, joined: as the manual's page on self-made signatures has it. */
    @Test
    void aRequestIsSignedOverItsSortedFields() throws Exception {
        try (OddGateway gateway = new OddGateway()) {
            gateway.answersSigned(REFUSAL);
            ours(gateway);
            Map<String, String> sent = gateway.requests.getLast();
            String text = new TreeMap<>(sent)
                    .entrySet().stream()
                            .filter(field -> !field.getKey().equals("sign")
                                    && !field.getValue().isEmpty())
                            .map(field -> field.getKey() + "=" + field.getValue())
                            .collect(Collectors.joining("&"));
            assertThat(sent).containsEntry("app_id", TestAlipay.APP_ID).containsEntry("sign_type", "RSA2");
            assertThat(text)
                    .startsWith("alipay_sdk=alipay-sdk-java")
                    .contains("&app_id=" + TestAlipay.APP_ID + "&biz_content={");
            assertThat(new AlipayKeys(mirrored())
                            .isAlipays(text.getBytes(StandardCharsets.UTF_8), Objects.requireNonNull(sent.get("sign"))))
                    .isTrue();
            JsonNode biz = JsonMapper.shared().readTree(sent.get("biz_content"));
            assertThat(biz.path("out_trade_no").asString()).isEqualTo("T0000000001");
        }
    }

    /** An RSA2 signature is deterministic, so one key and one text have one signature; made with OpenSSL. */
    @Test
    void aKnownTextHasItsKnownSignature() throws Exception {
        AlipayContract contract = new AlipayContract(
                "a",
                "b",
                AlipayKeys.privateKey(Vector.PRIVATE_KEY),
                java.util.List.of(AlipayKeys.publicKey(Vector.PUBLIC_KEY)),
                URI.create("http://127.0.0.1:9"),
                URI.create("http://127.0.0.1:9"),
                URI.create("http://127.0.0.1:9"));
        AlipayKeys keys = new AlipayKeys(contract);
        assertThat(keys.sign(Vector.TEXT)).isEqualTo(Vector.SIGNATURE);
        assertThat(keys.isAlipays(Vector.TEXT.getBytes(StandardCharsets.UTF_8), Vector.SIGNATURE))
                .isTrue();
    }

    /** Our own key in Alipay's place, to verify what we sign. */
    private static AlipayContract mirrored() {
        URI nowhere = URI.create("http://127.0.0.1:9");
        return new AlipayContract(
                TestAlipay.APP_ID,
                TestAlipay.SELLER,
                TestAlipay.APP.getPrivate(),
                java.util.List.of(TestAlipay.APP.getPublic()),
                nowhere,
                nowhere,
                nowhere);
    }

    private static QueryResult ours(OddGateway gateway) {
        return new AlipayChannel(TestAlipay.contract(gateway.address()), Clock.systemUTC())
                .query("T0000000001", TestAlipay.SMID);
    }

    private static AlipayTradeQueryResponse sdkAlone(OddGateway gateway) throws AlipayApiException {
        Base64.Encoder base64 = Base64.getEncoder();
        AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
        request.setBizContent("{\"out_trade_no\":\"T0000000001\"}");
        return new DefaultAlipayClient(
                        gateway.address().toString(),
                        TestAlipay.APP_ID,
                        base64.encodeToString(TestAlipay.APP.getPrivate().getEncoded()),
                        "json",
                        "UTF-8",
                        base64.encodeToString(TestAlipay.PLATFORM.getPublic().getEncoded()),
                        "RSA2")
                .execute(request);
    }
}
