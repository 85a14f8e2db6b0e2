/** Money goes by the contract that the vendor's number belongs to: charged, asked about and given back there, and nowhere else. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.Merchants;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.SimulatorRelay;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class OwnAccountTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Contracts contracts;

    @Autowired
    Channels channels;

    @Autowired
    Merchants merchants;

    @Autowired
    Staff staff;

    @Autowired
    TestMarket markets;

    final Customer customer = new Customer();
    Market market;
    Visitor operator;
    SimulatorRelay host;

    @BeforeEach
    void openTheMarket() throws Exception {
        market = markets.open(0);
        operator = staff.signedIn(Role.OPERATOR, null);
        host = new SimulatorRelay();
    }

    @AfterEach
    void close() throws Exception {
        host.close();
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
    }

    @Test
    void aMarketsOwnContractIsUsedInsteadOfTheBanks() throws Exception {
        try (SimulatorRelay banksHost = new SimulatorRelay()) {
            String banks = contracts.active(operator, ChannelAccount.BANK, banksHost.address());
            try {
                PlateHolder first = markets.stall(market, "A01");
                pay(first, "3.00");
                assertThat(banksHost.requests()).isNotEmpty();
                assertThat(host.requests()).isEmpty();

                contracts.active(operator, market.marketId(), host.address());
                int banksSoFar = banksHost.requests().size();
                pay(markets.stall(market, "A02"), "4.00");
                assertThat(host.requests()).isNotEmpty();
                assertThat(banksHost.requests()).hasSize(banksSoFar);

                // The first vendor's number is the bank's sub-merchant and nobody else's.
                pay(first, "5.00");
                assertThat(banksHost.requests()).hasSizeGreaterThan(banksSoFar);
            } finally {
                Contracts.act(operator, banks, "/stop");
            }
        }
    }

    @Test
    void whatAStoppedContractChargedIsStillGivenBackThere() {
        String page = contracts.active(operator, market.marketId(), host.address());
        PlateHolder stall = markets.stall(market, "A01");
        String merchantNo = TestMarket.merchantNo(stall.vendor());
        Contracts.act(operator, page, "/stop");

        assertThat(customer.post("/q/" + stall.plate().token() + "/orders", Customer.FORM, "amount=1.00")
                        .body())
                .contains("不支持所选的付款方式");
        assertThat(host.requests()).isEmpty();
        assertThat(channels.ofMerchant(market.marketId(), ChannelName.WECHAT, merchantNo)
                        .orElseThrow()
                        .query("NOSUCHORDER", merchantNo))
                .isInstanceOf(org.caishi.channel.QueryResult.Missing.class);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void theEnvironmentsNumbersAreTakenOverWithTheContract() {
        PlateHolder stall = markets.stall(market, "A01");
        String page = contracts.active(operator, market.marketId(), host.address());
        assertThat(Contracts.act(operator, page, "/take-over")).contains("商户号已归入这份合同");

        assertThat(merchants
                        .number(market.marketId(), stall.vendor().vendorId(), ChannelName.WECHAT)
                        .orElseThrow()
                        .accountId())
                .isEqualTo(Contracts.accountId(page));
        pay(stall, "6.00");
        assertThat(host.requests()).isNotEmpty();
    }

    @Test
    void whereThereIsAContractNobodyPaysWithSimulatedMoney() {
        PlateHolder stall = markets.stall(market, "A01");
        contracts.active(operator, market.marketId(), host.address());

        customer.order(stall, "1.00");
        assertThat(host.requests())
                .as("not the environment's simulated contract")
                .isNotEmpty();
    }

    @Test
    void oneOwnerHasOneActiveContractAChannel() {
        contracts.active(operator, market.marketId(), host.address());
        String second = Contracts.begin(operator, market.marketId(), "第二份");
        Contracts.change(operator, second, contracts.values());
        Contracts.addKey(operator, second, contracts.simulated("public-key-id"), contracts.platformKey());

        assertThat(Contracts.act(operator, second, "/activate")).contains("已有一份启用的合同");
        assertThat(Staff.submit(operator, second, second + "/test", Map.of())).isNotEmpty();
    }

    private void pay(PlateHolder stall, String amount) {
        String order = customer.order(stall, amount);
        customer.pay(order, "{}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(customer.state(order)).isEqualTo("PAID"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                customer.transaction(order).path("noticeStatus").asInt())
                        .isEqualTo(200));
    }
}
