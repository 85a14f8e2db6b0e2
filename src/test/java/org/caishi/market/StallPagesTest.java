/** The stall list and the plates, for those who run the market and for nobody else. */
package org.caishi.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.caishi.identity.Visitor;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class StallPagesTest {
    private static final String PASSWORD = "caishi-demo";

    @Autowired
    Markets markets;

    @Autowired
    Plates plates;

    @Autowired
    PlateSheets sheets;

    @Test
    void theListIsFilteredByZoneTextAndPhoneAndTurnedPageByPage() {
        Visitor manager = signedIn("laocheng");
        long fish = markets.zones(101).get(3).zoneId();

        String all = body(manager, "/manage/laocheng/stalls");
        assertThat(all).contains(">A01<", "/stalls/A01/plate", "page=2").doesNotContain(">F20<", "??");
        assertThat(body(manager, "/manage/laocheng/stalls?page=3"))
                .contains(">F20<")
                .doesNotContain(">A01<");
        assertThat(body(manager, "/manage/laocheng/stalls?zone=" + fish))
                .contains(">D01<", ">D20<")
                .doesNotContain(">A01<", ">F20<");
        assertThat(body(manager, "/manage/laocheng/stalls?text=C07"))
                .contains(">C07<")
                .doesNotContain(">C08<");
        assertThat(body(manager, "/manage/laocheng/stalls?text=100+0010+1001"))
                .contains(">A01<")
                .doesNotContain(">A02<");
        assertThat(body(manager, "/manage/laocheng/stalls?text=%25")).doesNotContain(">A01<");
        assertThat(body(manager, "/manage/laocheng/stalls?state=CLOSED")).doesNotContain(">A01<");
        assertThat(body(manager, "/manage/laocheng/stalls?order=NUMBER")).contains(">A01<");
    }

    @Test
    void aPlateIsPrintedWithItsCodeAndAllThatStandsRoundIt() {
        Market market = markets.byId(101);
        PlateSheet sheet = sheets.of(market, "D05");

        String page = body(signedIn("laocheng-clerk"), "/manage/laocheng/stalls/D05/plate");

        assertThat(page)
                .contains(
                        ">D05<",
                        "老城菜市场",
                        "水产",
                        sheet.holder().vendor().ownerMasked(),
                        "101-D05-1",
                        "微信",
                        "支付宝",
                        "云闪付",
                        "投诉 12315",
                        sheet.code().path())
                .doesNotContain("??");
    }

    @Test
    void everyDemonstrationPlateDecodesBackToItsAddress() throws Exception {
        for (PlateSheet sheet : sheets.of(markets.byId(101))) {
            assertThat(PlateCodeTest.decode(sheet.code()).getText())
                    .isEqualTo(sheet.address())
                    .endsWith("/q/" + sheet.holder().plate().token());
        }
    }

    @Test
    void theBatchHasEveryPlateInWalkingOrderOrThoseOfOneZone() {
        Visitor operator = signedIn("bank");
        long fish = markets.zones(101).get(3).zoneId();

        String batch = body(operator, "/manage/laocheng/plates");

        assertThat(batch.split("class=\"sheet\"")).hasSize(121);
        assertThat(batch.indexOf("101-A20-1")).isLessThan(batch.indexOf("101-B01-1"));
        assertThat(body(operator, "/manage/laocheng/plates?zone=" + fish).split("class=\"sheet\""))
                .hasSize(21);
    }

    @Test
    void anotherMarketsStaffAndVendorsSeeNothing() {
        Visitor other = signedIn("hepan");
        for (String path : new String[] {"stalls", "stalls/A01/plate", "plates"}) {
            assertThat(other.get("/manage/laocheng/" + path).statusCode()).isEqualTo(404);
            assertThat(signedIn("a01").get("/manage/laocheng/" + path).statusCode())
                    .isEqualTo(403);
            assertThat(new Visitor().get("/manage/laocheng/" + path).statusCode())
                    .isEqualTo(302);
        }
        assertThat(other.get("/manage/hepan/stalls/A01/plate").statusCode()).isEqualTo(404);
        assertThat(other.get("/manage/nowhere/stalls").statusCode()).isEqualTo(404);
    }

    private static Visitor signedIn(String name) {
        Visitor visitor = new Visitor();
        assertThat(visitor.signIn(name, PASSWORD)).doesNotContain("/login");
        return visitor;
    }

    private static String body(Visitor visitor, String path) {
        HttpResponse<String> page = visitor.get(path, "Accept-Language", "zh-CN");
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }
}
