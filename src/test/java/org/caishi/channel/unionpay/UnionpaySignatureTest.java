/** The signature is the published one: proved with what another implementation signed. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnionpaySignatureTest {
    /** Of the order below, made by OpenSSL: {@code openssl dgst -sha256 -sign} over the hex of {@code openssl dgst -sha256}. */
    private static final String GOLDEN =
            "SDaWqPNoZzb51RyxNV6MXHPye4u6h0Cgs32EJLzipc0Cutt6UAH7UL9arEBVDwGKuYva6qk/hRCtIHTIPq1Z1MTIkMTt+SLA87iMVyoC8ktqo5Ps"
                    + "r0YUuKVtyGt/5idAryzEWxmT1pW/19RemQUzNpB60YalInHjRewmZaNQ+9imXkro14mV6Wsel341ebA/7PR7gh2HBHtPWuIjrOIan2"
                    + "VIJPXy/iNBTj/tF2f8aZjj2SQ0gqc/2E2mIbRo73RSTNgG0OPFK2t77pbAiHAo/Lt13766qkcIe+PRnWKBMhEtItu5KisX3NsvSEvC"
                    + "gVp8MQVNVaLckZ4/rjElSRf3xw==";

    @Test
    void fieldsAreSortedAndJoinedWithoutSignatureAndEmpties() {
        assertThat(UnionpayForm.of(order()).signed())
                .isEqualTo(
                        "accessType=2&bizType=000000&certId=69026276696&channelType=08&currencyCode=156&encoding=UTF-8"
                                + "&merId=777290058110048&orderDesc=老城菜市 A12&orderId=0HZX3Q1B2C3D40001&signMethod=01"
                                + "&subMerId=898330000000101&txnAmt=1250&txnSubType=07&txnTime=20261122103456&txnType=01&version=5.1.0");
    }

    @Test
    void whatOpensslSignedIsGenuine() throws Exception {
        List<PublicKey> key = UnionpayPem.publicKeys(TestUnionpay.resource("platform-public.pem"));
        assertThat(UnionpaySignature.isGenuine(UnionpayForm.of(order()), key)).isTrue();

        Map<String, String> tampered = order();
        tampered.put("txnAmt", "1251");
        assertThat(UnionpaySignature.isGenuine(UnionpayForm.of(tampered), key)).isFalse();
    }

    @Test
    void bothKeysOfARotationAreBelieved() throws Exception {
        PublicKey old = TestUnionpay.PLATFORM.getPublic();
        PublicKey fresh = UnionpayPem.publicKeys(TestUnionpay.resource("platform-public.pem"))
                .getFirst();
        UnionpayForm byOld = TestUnionpay.signed(order(), TestUnionpay.PLATFORM.getPrivate());
        assertThat(UnionpaySignature.isGenuine(byOld, List.of(fresh, old))).isTrue();
        assertThat(UnionpaySignature.isGenuine(UnionpayForm.of(order()), List.of(fresh, old)))
                .isTrue();
        assertThat(UnionpaySignature.isGenuine(byOld, List.of(fresh))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "QUJD", "not base64 at all", "===="})
    void noTextIsTakenForASignature(String text) throws Exception {
        Map<String, String> order = order();
        order.put("signature", text);
        assertThat(UnionpaySignature.isGenuine(
                        UnionpayForm.of(order), UnionpayPem.publicKeys(TestUnionpay.resource("platform-public.pem"))))
                .isFalse();
    }

    @Test
    void formsGoOverTheWireAndComeBackTheSame() {
        UnionpayForm form = UnionpayForm.of(order());
        assertThat(UnionpayForm.decoded(form.encoded())).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=1", "a=1&a=2", "a=%zz", "a=%4", "a=1&&b=2"})
    void whatIsNoFormIsRefused(String text) {
        assertThatThrownBy(() -> UnionpayForm.decoded(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFormWithoutEndIsRefused() {
        assertThatThrownBy(() -> UnionpayForm.decoded("a=1&b=2&".repeat(50_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, String> order() {
        Map<String, String> order = new HashMap<>();
        order.put("version", "5.1.0");
        order.put("encoding", "UTF-8");
        order.put("signMethod", "01");
        order.put("certId", "69026276696");
        order.put("txnType", "01");
        order.put("txnSubType", "07");
        order.put("bizType", "000000");
        order.put("channelType", "08");
        order.put("accessType", "2");
        order.put("merId", "777290058110048");
        order.put("txnTime", "20261122103456");
        order.put("orderId", "0HZX3Q1B2C3D40001");
        order.put("subMerId", "898330000000101");
        order.put("txnAmt", "1250");
        order.put("currencyCode", "156");
        order.put("orderDesc", "老城菜市 A12");
        order.put("reserved", "");
        order.put("signature", GOLDEN);
        return order;
    }
}
