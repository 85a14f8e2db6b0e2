/** Both sides' keys of an invented contract, and what the acquirer's side would do with them. */
package org.caishi.channel.unionpay;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.Payer;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.Scene;
import org.caishi.units.Money;

final class TestUnionpay {
    static final KeyPair MERCHANT = newKeys();
    static final KeyPair PLATFORM = newKeys();
    static final String MERCHANT_ID = "777290058110048";
    static final String SUB_MERCHANT = "898330000000101";
    static final String USER_ID = "bXktdXNlci1pZC10aGF0LW5vYm9keS1tYXktcmVhZC4";
    static final EmvMerchant ABROAD = new EmvMerchant("48921234", "48921234", "5499", "FOOD MARKET", "OLD TOWN");

    private TestUnionpay() {}

    static UnionpayContract contract(URI acquirer) {
        return contract(acquirer, List.of(PLATFORM.getPublic()));
    }

    static UnionpayContract contract(URI acquirer, List<PublicKey> keys) {
        return new UnionpayContract(
                MERCHANT_ID,
                "69026276696",
                MERCHANT.getPrivate(),
                keys,
                acquirer,
                URI.create("https://market.example/notify/unionpay"),
                URI.create("https://qr.95516.com"),
                URI.create("https://market.example/q/orders"),
                Optional.of(ABROAD));
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

    static ChargeRequest charge(Scene scene, Payer payer) {
        return new ChargeRequest(
                "T0000000001",
                SUB_MERCHANT,
                scene,
                Money.ofFen(1250),
                "老城菜市 A12",
                payer,
                true,
                Instant.now().plusSeconds(300));
    }

    static RefundRequest refund(String number, String channelTxn, long back) {
        return new RefundRequest(number, channelTxn, SUB_MERCHANT, Money.ofFen(1250), Money.ofFen(back), "鱼不新鲜");
    }

    static UnionpayForm signed(Map<String, String> fields, PrivateKey key) {
        Map<String, String> all = new HashMap<>(fields);
        all.remove(UnionpayForm.SIGNATURE);
        all.put(UnionpayForm.SIGNATURE, UnionpaySignature.of(UnionpayForm.of(all), key));
        return UnionpayForm.of(all);
    }

    /** A payment as the acquirer tells it. */
    static Map<String, String> paidFields() {
        return new HashMap<>(Map.of(
                "txnType", "01",
                "txnSubType", "07",
                "merId", MERCHANT_ID,
                "subMerId", SUB_MERCHANT,
                "orderId", "T0000000001",
                "txnAmt", "1250",
                "currencyCode", "156",
                "queryId", "862611221034560001018",
                "payTime", "20261122103456",
                "respCode", "00"));
    }

    static RawNotice sent(UnionpayForm form, Instant at) {
        return new RawNotice(form.encoded().getBytes(StandardCharsets.UTF_8), Map.of(), at);
    }

    static String resource(String name) throws IOException {
        try (InputStream in = TestUnionpay.class.getResourceAsStream("/unionpay/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
