/** Makes Alipay channels of the settings that people enter. */
package org.caishi.channel.alipay;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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

@Component
class AlipayAccounts implements ChannelFactory {
    private static final String APP_ID = "appId";
    private static final String SELLER_ID = "sellerId";
    private static final String APP_PRIVATE_KEY = "appPrivateKey";
    private static final AccountField SERVER_URL = AccountField.address("serverUrl", AlipaySettings.REAL_GATEWAY);
    private static final AccountField AUTHORIZE_URL =
            AccountField.address("authorizeUrl", AlipaySettings.REAL_AUTHORIZE);

    private static final List<AccountField> FIELDS = List.of(
            AccountField.of(APP_ID, Kind.MERCHANT),
            AccountField.of(SELLER_ID, Kind.MERCHANT),
            AccountField.of(APP_PRIVATE_KEY, Kind.PRIVATE_KEY),
            SERVER_URL,
            AUTHORIZE_URL);

    /** The forms of the values as the open platform shows them. */
    private static final AccountForms FORMS = new AccountForms(
            ChannelName.ALIPAY,
            Map.of(APP_ID, Pattern.compile("20[0-9]{14}"), SELLER_ID, Pattern.compile("2088[0-9]{12}")));

    private final Clock clock;

    AlipayAccounts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return ChannelName.ALIPAY;
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
        return "/notify/alipay/" + accountId;
    }

    @Override
    public PaymentChannel build(AccountSettings settings, URI noticeUrl) {
        return new AlipayChannel(contract(settings, noticeUrl), clock);
    }

    @Override
    public Trial trial(AccountSettings settings, URI noticeUrl, String merchantNo) {
        return Trial.byQuery(build(settings, noticeUrl), merchantNo);
    }

    private static AlipayContract contract(AccountSettings settings, URI noticeUrl) {
        return new AlipayContract(
                settings.value(APP_ID),
                settings.value(SELLER_ID),
                Pem.privateKey(settings.value(APP_PRIVATE_KEY)),
                settings.publicKeys(),
                settings.address(SERVER_URL),
                noticeUrl,
                settings.address(AUTHORIZE_URL));
    }
}
