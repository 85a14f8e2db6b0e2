/** Makes UnionPay channels of the settings that people enter. */
package org.caishi.channel.unionpay;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caishi.channel.AccountField;
import org.caishi.channel.AccountField.Kind;
import org.caishi.channel.AccountForms;
import org.caishi.channel.AccountSettings;
import org.caishi.channel.ChannelFactory;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.Pem;
import org.caishi.channel.Trial;
import org.springframework.stereotype.Component;

/** Codes for wallets from abroad are a matter of the installation's own contract, not of these. */
@Component
class UnionpayAccounts implements ChannelFactory {
    private static final String MERCHANT_ID = "merchantId";
    private static final String CERT_ID = "certId";
    private static final String PRIVATE_KEY = "privateKey";
    /** No usual one: every acquirer has its own. */
    private static final AccountField BASE_URL = AccountField.address("baseUrl", "");

    private static final AccountField AUTHORIZE_URL =
            AccountField.address("authorizeUrl", UnionpaySettings.AUTHORIZE_HOST);

    private static final List<AccountField> FIELDS = List.of(
            AccountField.of(MERCHANT_ID, Kind.MERCHANT),
            AccountField.of(CERT_ID, Kind.TEXT),
            AccountField.of(PRIVATE_KEY, Kind.PRIVATE_KEY),
            BASE_URL,
            AUTHORIZE_URL);

    private static final AccountForms FORMS = new AccountForms(
            ChannelName.UNIONPAY,
            Map.of(MERCHANT_ID, Pattern.compile("[0-9A-Za-z]{1,32}"), CERT_ID, Pattern.compile("[0-9A-Za-z]{1,64}")));

    private final Clock clock;

    UnionpayAccounts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return ChannelName.UNIONPAY;
    }

    @Override
    public List<AccountField> fields() {
        return FIELDS;
    }

    @Override
    public void check(AccountField field, String value) {
        FORMS.check(field, value);
    }

    @Override
    public void check(AccountSettings.PlatformKey key) {
        FORMS.check(key);
    }

    @Override
    public String noticePath(long accountId) {
        return "/notify/unionpay/" + accountId;
    }

    @Override
    public PaymentChannel build(AccountSettings settings, URI noticeUrl) {
        return new UnionpayChannel(contract(settings, noticeUrl), clock);
    }

    @Override
    public Trial trial(AccountSettings settings, URI noticeUrl, String merchantNo) {
        return Trial.byQuery(
                build(settings, noticeUrl), merchantNo.isEmpty() ? settings.value(MERCHANT_ID) : merchantNo);
    }

    private static UnionpayContract contract(AccountSettings settings, URI noticeUrl) {
        return new UnionpayContract(
                settings.value(MERCHANT_ID),
                settings.value(CERT_ID),
                Pem.privateKey(settings.value(PRIVATE_KEY)),
                settings.publicKeys(),
                settings.address(BASE_URL),
                noticeUrl,
                settings.address(AUTHORIZE_URL),
                noticeUrl.resolve("/q/orders"),
                Optional.empty());
    }
}
