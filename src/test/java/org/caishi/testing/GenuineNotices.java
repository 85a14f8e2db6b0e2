/** The platform's side of the simulated WeChat contract: notices signed and encrypted with its keys, sent when a test says. */
package org.caishi.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;

/** Says what a test wants said, whether or not the simulated service knows of it; genuine in every other way. */
public final class GenuineNotices {
    private static final int TAG_BITS = 128;

    private final String mchid;
    private final String appid;
    private final byte[] apiV3Key;
    private final String keyId;
    private final PrivateKey platform;
    private final URI home;
    private final HttpClient http = HttpClient.newHttpClient();

    public GenuineNotices(Environment settings) throws IOException, GeneralSecurityException {
        mchid = settings.getRequiredProperty("caishi.wechat.sp-mchid");
        appid = settings.getRequiredProperty("caishi.wechat.sp-appid");
        apiV3Key = settings.getRequiredProperty("caishi.wechat.api-v3-key").getBytes(StandardCharsets.UTF_8);
        keyId = settings.getRequiredProperty("caishi.wechat.public-key-id");
        home = URI.create("http://127.0.0.1:" + settings.getRequiredProperty("server.port"));
        Path ours = Path.of(settings.getRequiredProperty("caishi.wechat.public-key"));
        String base64 = Files.readString(ours.resolveSibling("wechat-platform-private.pem"))
                .replaceAll("-----[A-Z ]+-----", "");
        platform = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }

    /**
     * A body that says that an order was paid; its signature comes with each sending.
     *
     * @param txn the channel's own number of the charge
     */
    public Notice paid(String order, String txn, String merchantNo, long fen, Instant at) {
        return notice("/notify/wechat/pay", "TRANSACTION.SUCCESS", "transaction", """
                {"sp_appid":"%s","sp_mchid":"%s","sub_mchid":"%s","out_trade_no":"%s","transaction_id":"%s",\
                "trade_type":"NATIVE","trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"OTHERS",\
                "success_time":"%s","payer":{"sp_openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},\
                "amount":{"total":%d,"payer_total":%d,"currency":"CNY","payer_currency":"CNY"}}""".formatted(
                        appid, mchid, merchantNo, order, txn, at, fen, fen));
    }

    /** A body that says that all of an order was given back at the channel's own desk. */
    public Notice refunded(String order, String txn, String merchantNo, long fen, Instant at) {
        return notice("/notify/wechat/refund", "REFUND.SUCCESS", "refund", """
                {"sp_mchid":"%s","sub_mchid":"%s","out_trade_no":"%s","transaction_id":"%s","out_refund_no":"DESK%s",\
                "refund_id":"50%s","refund_status":"SUCCESS","success_time":"%s","user_received_account":"支付用户零钱",\
                "amount":{"total":%d,"refund":%d,"payer_total":%d,"payer_refund":%d}}""".formatted(
                        mchid, merchantNo, order, txn, txn, txn, at, fen, fen, fen, fen));
    }

    /** Signs it as of an instant, sends it and returns the status of the answer. */
    public int send(Notice notice, Instant signedAt) {
        String timestamp = Long.toString(signedAt.getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        HttpRequest request = HttpRequest.newBuilder(home.resolve(notice.path()))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Wechatpay-Timestamp", timestamp)
                .header("Wechatpay-Nonce", nonce)
                .header("Wechatpay-Signature", signature(timestamp, nonce, notice.body()))
                .header("Wechatpay-Serial", keyId)
                .POST(HttpRequest.BodyPublishers.ofString(notice.body()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private Notice notice(String path, String event, String kind, String resource) {
        String nonce = UUID.randomUUID().toString().substring(0, 12);
        return new Notice(
                path, """
                {"id":"EV-%s","create_time":"2026-11-22T10:34:57+08:00","resource_type":"encrypt-resource",\
                "event_type":"%s","summary":"成功","resource":{"original_type":"%s","algorithm":"AEAD_AES_256_GCM",\
                "ciphertext":"%s","associated_data":"%s","nonce":"%s"}}""".formatted(UUID.randomUUID(), event, kind, sealed(nonce, kind, resource), kind, nonce));
    }

    private String sealed(String nonce, String associated, String text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(apiV3Key, "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signature(String timestamp, String nonce, String body) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(platform);
            rsa.update((timestamp + "\n" + nonce + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is sent, as often as a channel sends it. */
    public record Notice(String path, String body) {}
}
