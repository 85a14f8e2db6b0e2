/** A sale in one piece, as HTTP and MQTT bring it: what is taken, and with which words the rest is refused. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaleMessageTest {
    private static final String SALE = """
            {"kind":"sale","serial":"SC-0001","seq":17,"at":"2026-05-01T08:30:00.250999+08:00",
             "items":[{"plu":1001,"name":"鲫鱼","netGrams":488,"tareGrams":12,"unitPriceFenPerKg":2560,"amountFen":1249,"flags":[]},
                      {"plu":2002,"name":"小葱","netGrams":100,"tareGrams":0,"unitPriceFenPerKg":990,"amountFen":99}],
             "totalFen":1348}
            """;

    @Test
    void aGoodSaleIsAcceptedWithItsExactBytes() {
        byte[] body = SALE.getBytes(UTF_8);
        assertThat(SaleMessage.parse(body)).isInstanceOfSatisfying(SaleMessage.Accepted.class, accepted -> {
            ScaleSignal.Sale sale = accepted.sale();
            assertThat(sale.sequence()).isEqualTo(17);
            assertThat(sale.at()).isEqualTo(Instant.parse("2026-05-01T00:30:00.250Z"));
            assertThat(sale.items()).extracting(ScaleSignal.Item::name).containsExactly("鲫鱼", "小葱");
            assertThat(sale.total().fen()).isEqualTo(1348);
            assertThat(sale.original().toArray()).isEqualTo(body);
        });
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "totalFen":1348      | "totalFen":1349            | TOTAL    | totalFen is 1349, the items' amounts are 1348
            "totalFen":1348      | "totalFen":1348.0          | FRACTION | totalFen must be a whole number from 0 to 10000000000
            "totalFen":1348      | "totalFen":"1348"          | FIELD    | totalFen must be a whole number from 0 to 10000000000
            "totalFen":1348      | "totalFen":1348,"x":[      | JSON     | this is no JSON
            "totalFen":1348      | "total":1348               | FIELD    | totalFen must be a whole number from 0 to 10000000000
            "totalFen":1348      | "totalFen":1348,"seq":18   | JSON     | this is no JSON
            "amountFen":99       | "amountFen":-99            | BOUNDS   | items[1].amountFen must be a whole number from 0 to 10000000000
            "amountFen":99       | "amountFen":1e2            | FRACTION | items[1].amountFen must be a whole number from 0 to 10000000000
            "amountFen":99       | "amountFen":18446744073709551715 | BOUNDS | items[1].amountFen must be a whole number from 0 to 10000000000
            "netGrams":488       | "netGrams":-1              | BOUNDS   | items[0].netGrams must be a whole number from 0 to 200000000
            "netGrams":488       | "netGrams":200000001       | BOUNDS   | items[0].netGrams must be a whole number from 0 to 200000000
            "tareGrams":12       | "tareGrams":null           | FIELD    | items[0].tareGrams must be a whole number from 0 to 200000000
            "seq":17             | "seq":0                    | BOUNDS   | seq must be a whole number from 1 to 9007199254740991
            "seq":17             | "seq":9007199254740992     | BOUNDS   | seq must be a whole number from 1 to 9007199254740991
            "serial":"SC-0001"   | "serial":"SC 0001"         | BOUNDS   | serial must be text of the form
            "serial":"SC-0001"   | "serial":17                | FIELD    | serial must be text
            "kind":"sale"        | "kind":"ack"               | KIND     | kind must be sale, weight, state, heartbeat, goods-ready or goods-ack
            "kind":"sale"        | "kind":"heartbeat"         | KIND     | kind must be sale here
            "kind":"sale"        | "kind":null                | KIND     | kind must be sale, weight, state, heartbeat, goods-ready or goods-ack
            "plu":1001           | "plu":"1001"               | FIELD    | items[0].plu must be a whole number from 0 to 999999999
            "name":"小葱"        | "name":"小\\u0000葱"       | BOUNDS   | items[1].name must be readable text of at most 40 characters
            "name":"小葱"        | "name":"小\\ud83d葱"       | BOUNDS   | items[1].name must be readable text of at most 40 characters
            "flags":[]           | "flags":["Offline"]        | FIELD    | items[0].flags must be words of the form
            "flags":[]           | "flags":{}                 | FIELD    | items[0].flags must be a list of 0 to 8
            :00.250999+08:00     | :00.250                    | FIELD    | at must be a time of this century with its offset
            2026-05-01T08        | 1999-05-01T08              | BOUNDS   | at must be a time of this century with its offset
            2026-05-01T08        | +999999999-05-01T08        | BOUNDS   | at must be a time of this century with its offset
            "items":[{           | "items":[7,{               | FIELD    | items[0] must be an object
            "items":[            | "items":[],"more":[        | BOUNDS   | items must be a list of 1 to 100
            "totalFen":1348      | "totalFen":1348,"prevHash":"00" | BOUNDS | prevHash must be text of the form
            """)
    void aWrongSaleIsRefusedWithItsReason(String right, String wrong, Rejection reason, String words) {
        String changed = SALE.replace(right, wrong);
        assertThat(changed).isNotEqualTo(SALE);
        assertThat(SaleMessage.parse(changed.getBytes(UTF_8)))
                .isInstanceOfSatisfying(SaleMessage.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.words()).startsWith(words);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "17", "[]", "\"sale\"", "{", "{}", "HB", "{'kind':'sale'}", "NaN"})
    void whatIsNoSaleIsRefused(String body) {
        assertThat(SaleMessage.parse(body.getBytes(UTF_8))).isInstanceOf(SaleMessage.Refused.class);
    }

    @Test
    void aHundredAndOneItemsAreTooMany() {
        String item =
                "{\"plu\":1,\"name\":\"\",\"netGrams\":1,\"tareGrams\":0,\"unitPriceFenPerKg\":0,\"amountFen\":0}";
        String head = "{\"serial\":\"S\",\"seq\":1,\"at\":\"2026-05-01T00:00:00Z\",\"totalFen\":0,\"items\":[";
        String hundred = item + ("," + item).repeat(99);
        assertThat(SaleMessage.parse((head + hundred + "]}").getBytes(UTF_8))).isInstanceOf(SaleMessage.Accepted.class);
        assertThat(SaleMessage.parse((head + hundred + "," + item + "]}").getBytes(UTF_8)))
                .isInstanceOf(SaleMessage.Refused.class);
    }

    @Test
    void aBodyBeyondTheLimitIsNotEvenRead() {
        byte[] body = (SALE + " ".repeat(65_536)).getBytes(UTF_8);
        assertThat(SaleMessage.parse(body))
                .isEqualTo(new SaleMessage.Refused(Rejection.OVERLONG, "a message has at most 65536 bytes"));
    }

    @Test
    void randomBytesInWhateverEncodingNeverThrow() {
        Random random = new Random(11);
        byte[] wide = SALE.getBytes(UTF_16LE);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = i % 2 == 0 ? wide.clone() : new byte[random.nextInt(64)];
            if (i % 2 == 0) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            } else {
                random.nextBytes(body);
            }
            assertThat(SaleMessage.parse(body)).isNotNull();
        }
    }
}
