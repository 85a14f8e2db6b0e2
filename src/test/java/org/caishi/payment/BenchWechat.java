/** The platform's side of an invented WeChat contract: signs and encrypts notices before a measurement starts. */
package org.caishi.payment;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

final class BenchWechat {
    private static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";
    private static final String NONCE = "fdasflkja484";

    private final KeyPair keys;
    private final Path folder;

    BenchWechat() throws GeneralSecurityException, IOException {
        Security.insertProviderAt(
                AmazonCorrettoCryptoProvider.INSTANCE, 1); // before any key is made, as the product does
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        folder = Files.createTempDirectory("caishi-bench-keys-");
        folder.toFile().deleteOnExit();
        pem("private.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
        pem("public.pem", "PUBLIC KEY", keys.getPublic().getEncoded());
    }

    /** What the product must be started with. */
    String[] settings() {
        return new String[] {
            "--caishi.wechat.base-url=http://127.0.0.1:9",
            "--caishi.wechat.sp-mchid=1900001109",
            "--caishi.wechat.sp-appid=wx2421b1c4370ec43b",
            "--caishi.wechat.app-secret=secret",
            "--caishi.wechat.merchant-serial=5157F09EFDC096DE15EBE81A47057A7200000000",
            "--caishi.wechat.merchant-private-key=" + folder.resolve("private.pem"),
            "--caishi.wechat.api-v3-key=" + API_V3_KEY,
            "--caishi.wechat.public-key-id=PUB_KEY_ID_0119000011092026112200000000000001",
            "--caishi.wechat.public-key=" + folder.resolve("public.pem")
        };
    }

    /** Whole HTTP requests, as of now: they are fresh for five minutes. */
    List<byte[]> requests(List<PaymentOrder> orders) {
        Instant now = Clock.systemUTC().instant();
        return orders.parallelStream().map(order -> request(order, now)).toList();
    }

    private byte[] request(PaymentOrder order, Instant now) {
        String body = """
                {"id":"EV-%d","create_time":"%s","resource_type":"encrypt-resource",\
                "event_type":"TRANSACTION.SUCCESS","summary":"支付成功",\
                "resource":{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"%s",\
                "associated_data":"transaction","nonce":"%s"}}""".formatted(order.orderNo(), now, sealed(order, now), NONCE);
        String timestamp = Long.toString(now.getEpochSecond());
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return """
                POST /notify/wechat/pay HTTP/1.1\r
                Host: 127.0.0.1\r
                Content-Type: application/json\r
                Accept: */*\r
                Wechatpay-Timestamp: %s\r
                Wechatpay-Nonce: EcCSdbmYFPvdqEmVUSqCHf0WSmYJqGPM\r
                Wechatpay-Signature: %s\r
                Wechatpay-Serial: PUB_KEY_ID_0119000011092026112200000000000001\r
                Content-Length: %d\r
                \r
                %s""".formatted(timestamp, signature(timestamp, body), length, body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sealed(PaymentOrder order, Instant now) {
        String transaction = """
                {"sp_appid":"wx2421b1c4370ec43b","sp_mchid":"1900001109","sub_mchid":"%s","out_trade_no":"%s",\
                "transaction_id":"42000%d","trade_type":"JSAPI","trade_state":"SUCCESS","trade_state_desc":"支付成功",\
                "bank_type":"OTHERS","success_time":"%s","payer":{"sp_openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},\
                "amount":{"total":%d,"payer_total":%d,"currency":"CNY","payer_currency":"CNY"}}""".formatted(
                        order.merchantNo(), order.number(), order.orderNo(), now, order.amountFen(), order.amountFen());
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(API_V3_KEY.getBytes(StandardCharsets.UTF_8), "AES"),
                    new GCMParameterSpec(128, NONCE.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(transaction.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signature(String timestamp, String body) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(keys.getPrivate());
            rsa.update((timestamp + "\nEcCSdbmYFPvdqEmVUSqCHf0WSmYJqGPM\n" + body + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pem(String file, String kind, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        folder.resolve(file).toFile().deleteOnExit();
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }
}
