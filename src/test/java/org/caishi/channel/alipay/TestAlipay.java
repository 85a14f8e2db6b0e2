/** Both sides' keys of an invented contract, and what Alipay's side would do with them. */
package org.caishi.channel.alipay;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caishi.channel.RawNotice;

final class TestAlipay {
    static final KeyPair APP = newKeys();
    static final KeyPair PLATFORM = newKeys();
    /** The key that Alipay is changing to. */
    static final KeyPair NEXT = newKeys();

    static final String APP_ID = "2021000122671234";
    static final String SELLER = "2088621955702345";
    static final String SMID = "2088000000000109";
    static final String PAYER = "2088722003899001";
    static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

    private TestAlipay() {}

    static AlipayContract contract(URI gateway) {
        return new AlipayContract(
                APP_ID,
                SELLER,
                APP.getPrivate(),
                List.of(PLATFORM.getPublic(), NEXT.getPublic()),
                gateway,
                URI.create("https://market.example/notify/alipay"),
                URI.create("https://openauth.alipay.com"));
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

    static String signature(PrivateKey key, byte[] text) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key);
            rsa.update(text);
            return Base64.getEncoder().encodeToString(rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields of a genuine notice of 12.50 yuan, fresh at {@link #NOW}. */
    static TreeMap<String, String> paid() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("app_id", APP_ID),
                Map.entry("seller_id", SELLER),
                Map.entry("charset", "utf-8"),
                Map.entry("notify_id", "2026112200222120000000000000001"),
                Map.entry("notify_time", "2026-11-22 12:00:00"),
                Map.entry("notify_type", "trade_status_sync"),
                Map.entry("out_trade_no", "T0000000001"),
                Map.entry("trade_no", "2026112222001400001234567890"),
                Map.entry("trade_status", "TRADE_SUCCESS"),
                Map.entry("total_amount", "12.50"),
                Map.entry("gmt_payment", "2026-11-22 11:59:58"),
                Map.entry("buyer_id", PAYER),
                Map.entry("subject", "老城菜市 A12"),
                Map.entry("passback_params", SMID)));
    }

    static RawNotice signed(Map<String, String> fields) {
        return signed(fields, PLATFORM.getPrivate(), StandardCharsets.UTF_8);
    }

    static RawNotice signed(Map<String, String> fields, PrivateKey key, Charset charset) {
        TreeMap<String, String> sent = new TreeMap<>(fields);
        byte[] text = sent.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"))
                .getBytes(charset);
        sent.put("sign_type", "RSA2");
        sent.put("sign", signature(key, text));
        return raw(form(sent, charset));
    }

    static String form(Map<String, String> fields, Charset charset) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), charset))
                .collect(Collectors.joining("&"));
    }

    static RawNotice raw(String body) {
        return new RawNotice(body.getBytes(StandardCharsets.ISO_8859_1), Map.of(), NOW);
    }

    /** An answer as the gateway gives it, signed with a key. */
    static String answer(String method, String body, PrivateKey key) {
        return "{\"%s_response\":%s,\"sign\":\"%s\"}"
                .formatted(method.replace('.', '_'), body, signature(key, body.getBytes(StandardCharsets.UTF_8)));
    }
}
