/** Makes Alipay channels of the settings that people enter. */
package org.caishi.channel.alipay;

import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.caishi.channel.AccountField;
import org.caishi.channel.AccountField.Kind;
import org.caishi.channel.AccountSettings;
import org.caishi.channel.ChannelAddress;
import org.caishi.channel.ChannelFactory;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.Pem;
import org.caishi.channel.Trial;
import org.caishi.platform.BadInput;
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
    private static final Map<String, Pattern> FORMS =
            Map.of(APP_ID, Pattern.compile("20[0-9]{14}"), SELLER_ID, Pattern.compile("2088[0-9]{12}"));

    /** Alipay's keys have no number of their own: people give them a name. */
    private static final Pattern KEY_NAME = Pattern.compile("[0-9A-Za-z._-]{1,60}");

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
        switch (field.kind()) {
            case MERCHANT, TEXT, SECRET -> {
                Pattern form = FORMS.get(field.name());
                if (form != null && !form.matcher(value).matches()) {
                    throw new BadInput("channel.account.alipay." + field.name() + ".wrong");
                }
            }
            case PRIVATE_KEY -> Pem.privateKey(value);
            case ADDRESS -> ChannelAddress.real(value);
        }
    }

    @Override
    public void check(AccountSettings.PlatformKey key) {
        if (!KEY_NAME.matcher(key.id()).matches()) {
            throw new BadInput("channel.account.key.name.wrong");
        }
        Pem.publicKey(key.pem());
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
        List<PublicKey> keys = new ArrayList<>();
        settings.platformKeys().forEach(key -> keys.add(Pem.publicKey(key.pem())));
        return new AlipayContract(
                settings.value(APP_ID),
                settings.value(SELLER_ID),
                Pem.privateKey(settings.value(APP_PRIVATE_KEY)),
                keys,
                address(settings, SERVER_URL),
                noticeUrl,
                address(settings, AUTHORIZE_URL));
    }

    private static URI address(AccountSettings settings, AccountField field) {
        return ChannelAddress.real(settings.has(field.name()) ? settings.value(field.name()) : field.otherwise());
    }
}
