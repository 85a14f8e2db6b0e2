/** The vendor's prices: typed in the unit of his choice, kept exactly, and nobody else's to change. */
package org.caishi.report.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.util.Objects;
import org.caishi.identity.Person;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhonePricesTest {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private WebApplicationContext product;

    private Phone phone;
    private StallSeed market;
    private Person vendor;
    private long cabbage;

    @BeforeAll
    void fillMarket() {
        phone = Phone.of(product);
        market = StallSeed.market(jdbc, 7104, 12, 0);
        vendor = market.vendor(1);
        cabbage = market.good(1, "大白菜", 561, 1);
    }

    @Test
    void aPriceTypedPerJinBecomesTwiceThatPerKilogram() throws Exception {
        Person seller = market.vendor(6);
        long good = market.good(6, "黄瓜", 600, 1);

        MockHttpServletResponse done = phone.answer(seller, change(good, "3.25", "jin"));

        assertThat(done.getStatus()).isEqualTo(302);
        assertThat(done.getRedirectedUrl()).isEqualTo("/vendor/prices");
        assertThat(priceOf(good)).isEqualTo(650);
        assertThat(phone.text(seller, "/vendor/prices"))
                .containsSubsequence("黄瓜", "¥6.50/kg", "¥3.25/斤", "6.00 → 6.50");
        assertThat(phone.text(seller, "/vendor/prices/" + good))
                .containsSubsequence("id=\"history\"", "¥6.50/kg", "¥6.00/kg");
    }

    @Test
    void aPriceThatCannotBeReadChangesNothingAndSaysWhy() throws Exception {
        MockHttpServletResponse refused = phone.answer(vendor, change(cabbage, "5.615", "kg"));

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(Phone.text(refused)).contains("最多两位小数", "value=\"5.615\"");
        assertThat(priceOf(cabbage)).isEqualTo(561);
    }

    @Test
    void aPriceWithoutTheFormsTokenIsRefused() throws Exception {
        MockHttpServletResponse forged = phone.pages()
                .perform(post("/vendor/prices/" + cabbage)
                        .param("price", "1")
                        .param("unit", "kg")
                        .with(user(vendor)))
                .andReturn()
                .getResponse();

        assertThat(forged.getStatus()).isEqualTo(403);
        assertThat(priceOf(cabbage)).isEqualTo(561);
    }

    @Test
    void theUnitIsChosenOnceAndKept() throws Exception {
        MockHttpServletResponse chosen =
                phone.answer(vendor, get("/vendor/prices").param("unit", "jin"));
        Cookie kept = Objects.requireNonNull(chosen.getCookie("caishi-price-unit"));

        assertThat(Phone.text(
                        phone.answer(vendor, get("/vendor/prices/" + cabbage).cookie(kept))))
                .contains("元/斤）", "value=\"jin\"");
        assertThat(phone.text(vendor, "/vendor/prices/" + cabbage)).contains("元/公斤）", "value=\"kg\"");
    }

    @Test
    void anotherVendorsGoodDoesNotExist() throws Exception {
        market.vendor(2);
        long theirs = market.good(2, "带鱼", 5000, 1);

        assertThat(phone.status(vendor, "/vendor/prices/" + theirs)).isEqualTo(404);
        assertThat(phone.answer(vendor, change(theirs, "1", "kg")).getStatus()).isEqualTo(404);
        assertThat(priceOf(theirs)).isEqualTo(5000);
    }

    private static MockHttpServletRequestBuilder change(long goodId, String price, String unit) {
        return post("/vendor/prices/" + goodId)
                .param("price", price)
                .param("unit", unit)
                .with(Phone::withToken);
    }

    private long priceOf(long goodId) {
        Long price = jdbc.queryForObject(
                "select fen_per_kg from catalog_good where market_id = 7104 and good_id = ?", Long.class, goodId);
        return price == null ? -1 : price;
    }
}
