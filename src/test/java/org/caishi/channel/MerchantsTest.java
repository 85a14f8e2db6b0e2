/** A sub-merchant number leads to one vendor for ever, a vendor to one number at a time. */
package org.caishi.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class MerchantsTest {
    private static final long MARKET = 910_001;
    private static final long OTHER_MARKET = 910_002;

    @Autowired
    Merchants merchants;

    @Autowired
    Ids ids;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void findsTheNumberOfAVendorAndTheVendorOfANumber() {
        long vendor = ids.next(MARKET);
        String number = "19" + vendor;
        merchants.register(MARKET, vendor, ChannelName.WECHAT, number);

        assertThat(merchants.merchantNo(MARKET, vendor, ChannelName.WECHAT)).contains(number);
        assertThat(merchants.find(ChannelName.WECHAT, number))
                .contains(new MerchantOf(MARKET, vendor, ChannelAccount.ENVIRONMENT));
        assertThat(merchants.merchantNo(MARKET, vendor, ChannelName.ALIPAY)).isEmpty();
        assertThat(merchants.merchantNo(OTHER_MARKET, vendor, ChannelName.WECHAT))
                .isEmpty();
        assertThat(merchants.find(ChannelName.ALIPAY, number)).isEmpty();
    }

    @Test
    void theSameRegistrationTwiceIsOne() {
        long vendor = ids.next(MARKET);
        String number = "19" + vendor;
        merchants.register(MARKET, vendor, ChannelName.WECHAT, number);
        merchants.register(MARKET, vendor, ChannelName.WECHAT, number);

        assertThat(jdbc.queryForObject(
                        "select count(*) from channel_merchant where market_id = ? and vendor_id = ?",
                        Integer.class,
                        MARKET,
                        vendor))
                .isEqualTo(1);
    }

    @Test
    void aNewNumberReplacesTheOldWhichStillLeadsToItsVendor() {
        long vendor = ids.next(MARKET);
        merchants.register(MARKET, vendor, ChannelName.WECHAT, "18" + vendor);
        merchants.register(MARKET, vendor, ChannelName.WECHAT, "19" + vendor);

        assertThat(merchants.merchantNo(MARKET, vendor, ChannelName.WECHAT)).contains("19" + vendor);
        assertThat(merchants.find(ChannelName.WECHAT, "18" + vendor))
                .contains(new MerchantOf(MARKET, vendor, ChannelAccount.ENVIRONMENT));
    }

    @Test
    void aNumberOfAnotherVendorIsRefusedAndNothingChanges() {
        long owner = ids.next(MARKET);
        long other = ids.next(OTHER_MARKET);
        String number = "19" + owner;
        merchants.register(MARKET, owner, ChannelName.WECHAT, number);

        assertThatThrownBy(() -> merchants.register(OTHER_MARKET, other, ChannelName.WECHAT, number))
                .isInstanceOf(BadInput.class)
                .hasMessage("channel.merchant.taken");

        assertThat(merchants.merchantNo(OTHER_MARKET, other, ChannelName.WECHAT))
                .isEmpty();
        assertThat(merchants.find(ChannelName.WECHAT, number))
                .contains(new MerchantOf(MARKET, owner, ChannelAccount.ENVIRONMENT));
    }

    @Test
    void aStoppedNumberTakesNoMoneyButIsStillFound() {
        long vendor = ids.next(MARKET);
        String number = "19" + vendor;
        merchants.register(MARKET, vendor, ChannelName.WECHAT, number);
        jdbc.update(
                "update channel_merchant set state = 'STOPPED' where market_id = ? and vendor_id = ?", MARKET, vendor);

        assertThat(merchants.merchantNo(MARKET, vendor, ChannelName.WECHAT)).isEmpty();
        assertThat(merchants.find(ChannelName.WECHAT, number)).isPresent();
    }
}
