/** Both sides' keys of an invented contract, and what the platform's side would do with them. */
package org.caishi.channel.wechat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.caishi.channel.RawNotice;

final class TestWechat {
    static final KeyPair MERCHANT = newKeys();
    static final KeyPair PLATFORM = newKeys();
    static final String MCHID = "1900001109";
    static final String APPID = "wx2421b1c4370ec43b";
    static final String SECRET = "app-secret-that-nobody-may-read";
    static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";
    static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0119000011092026112200000000000001";
    static final String SUB_MCHID = "1900000109";
    static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

    private TestWechat() {}

    static WechatContract contract(URI api) {
        return new WechatContract(
                MCHID,
                APPID,
                SECRET,
                "5157F09EFDC096DE15EBE81A47057A7200000000",
                MERCHANT.getPrivate(),
                API_V3_KEY,
                PlatformKeys.of(PUBLIC_KEY_ID, PLATFORM.getPublic()),
                api,
                URI.create("https://market.example/notify/wechat/pay"),
                URI.create("https://open.weixin.qq.com"),
                api);
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signature(PrivateKey key, String timestamp, String nonce, byte[] body) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key);
            rsa.update((timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8));
            rsa.update(body);
            rsa.update((byte) '\n');
            return Base64.getEncoder().encodeToString(rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encrypted(String key, String nonce, String associatedData, String text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "AES"),
                    new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A transaction as the notice's resource and the query's answer state it. */
    static String transaction(String orderNo, String state) {
        return """
                {"sp_appid":"%s","sp_mchid":"%s","sub_mchid":"%s","out_trade_no":"%s",\
                "transaction_id":"4200002026112212345678901234","trade_type":"JSAPI","trade_state":"%s",\
                "trade_state_desc":"支付成功","bank_type":"OTHERS","success_time":"2026-11-22T10:34:56+08:00",\
                "payer":{"sp_openid":"%s"},\
                "amount":{"total":1250,"payer_total":1000,"currency":"CNY","payer_currency":"CNY"}}""".formatted(APPID, MCHID, SUB_MCHID, orderNo, state, OPENID);
    }

    static String noticeBody(String event, String resource) {
        return """
                {"id":"EV-2018022511223320873","create_time":"2026-11-22T10:34:57+08:00",\
                "resource_type":"encrypt-resource","event_type":"%s","summary":"支付成功",\
                "resource":{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"%s",\
                "associated_data":"transaction","nonce":"fdasflkja484"}}""".formatted(event, encrypted(API_V3_KEY, "fdasflkja484", "transaction", resource));
    }

    /** As the platform signs and sends it. */
    static RawNotice sent(byte[] body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new HashMap<>();
        headers.put("wechatpay-serial", PUBLIC_KEY_ID);
        headers.put("wechatpay-timestamp", timestamp);
        headers.put("wechatpay-nonce", "EcCSdbmYFPvdqEmVUSqCHf0WSmYJqGPM");
        headers.put(
                "wechatpay-signature",
                signature(PLATFORM.getPrivate(), timestamp, headers.get("wechatpay-nonce"), body));
        return new RawNotice(body, headers, at);
    }

    static RawNotice sent(String body, Instant at) {
        return sent(body.getBytes(StandardCharsets.UTF_8), at);
    }

    static RawNotice withHeader(RawNotice notice, String name, String value) {
        Map<String, String> headers = new HashMap<>(notice.headers());
        headers.put(name, value);
        return new RawNotice(notice.body(), headers, notice.receivedAt());
    }
}
