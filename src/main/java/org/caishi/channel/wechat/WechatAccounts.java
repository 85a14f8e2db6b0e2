/** Makes WeChat Pay channels of the settings that people enter. */
package org.caishi.channel.wechat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.util.LinkedHashMap;
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
class WechatAccounts implements ChannelFactory {
    private static final String SP_MCHID = "spMchid";
    private static final String SP_APPID = "spAppid";
    private static final String APP_SECRET = "appSecret";
    private static final String MERCHANT_SERIAL = "merchantSerial";
    private static final String MERCHANT_PRIVATE_KEY = "merchantPrivateKey";
    private static final String API_V3_KEY = "apiV3Key";
    private static final AccountField BASE_URL = AccountField.address("baseUrl", WechatSettings.REAL_HOST);
    private static final AccountField AUTHORIZE_URL =
            AccountField.address("authorizeUrl", WechatSettings.AUTHORIZE_HOST);
    private static final AccountField OPENAPI_URL = AccountField.address("openapiUrl", WechatSettings.OPENAPI_HOST);

    private static final List<AccountField> FIELDS = List.of(
            AccountField.of(SP_MCHID, Kind.MERCHANT),
            AccountField.of(SP_APPID, Kind.TEXT),
            AccountField.of(APP_SECRET, Kind.SECRET),
            AccountField.of(MERCHANT_SERIAL, Kind.TEXT),
            AccountField.of(MERCHANT_PRIVATE_KEY, Kind.PRIVATE_KEY),
            AccountField.of(API_V3_KEY, Kind.SECRET),
            BASE_URL,
            AUTHORIZE_URL,
            OPENAPI_URL);

    /** The forms of the values as the merchant platform shows them. */
    private static final Map<String, Pattern> FORMS = Map.of(
            SP_MCHID, Pattern.compile("[0-9]{6,32}"),
            SP_APPID, Pattern.compile("wx[0-9a-zA-Z]{16}"),
            APP_SECRET, Pattern.compile("[0-9a-zA-Z]{32}"),
            MERCHANT_SERIAL, Pattern.compile("[0-9A-Fa-f]{16,64}"));

    private static final Pattern PUBLIC_KEY_ID = Pattern.compile("PUB_KEY_ID_[0-9]{10,60}");

    private final Clock clock;

    WechatAccounts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return ChannelName.WECHAT;
    }

    @Override
    public List<AccountField> fields() {
        return FIELDS;
    }

    @Override
    public void check(AccountField field, String value) {
        switch (field.kind()) {
            case MERCHANT, TEXT, SECRET -> checkLine(field.name(), value);
            case PRIVATE_KEY -> Pem.privateKey(value);
            case ADDRESS -> ChannelAddress.real(value);
        }
    }

    private static void checkLine(String name, String value) {
        if (name.equals(API_V3_KEY)) {
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            if (bytes != WechatSettings.API_V3_KEY_BYTES) {
                throw new BadInput("channel.account.wechat.apiV3Key.wrong", Integer.toString(bytes));
            }
        } else if (!FORMS.getOrDefault(name, Pattern.compile(".*"))
                .matcher(value)
                .matches()) {
            throw new BadInput("channel.account.wechat." + name + ".wrong");
        }
    }

    @Override
    public void check(AccountSettings.PlatformKey key) {
        if (!PUBLIC_KEY_ID.matcher(key.id()).matches()) {
            throw new BadInput("channel.account.wechat.publicKeyId.wrong");
        }
        Pem.publicKey(key.pem());
    }

    @Override
    public String noticePath(long accountId) {
        return "/notify/wechat/pay/" + accountId;
    }

    @Override
    public PaymentChannel build(AccountSettings settings, URI noticeUrl) {
        return new WechatChannel(contract(settings, noticeUrl), clock);
    }

    @Override
    public Trial trial(AccountSettings settings, URI noticeUrl, String merchantNo) {
        WechatContract contract = contract(settings, noticeUrl);
        return new WechatTrial(contract).run(merchantNo.isEmpty() ? contract.spMchid() : merchantNo);
    }

    private static WechatContract contract(AccountSettings settings, URI noticeUrl) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        settings.platformKeys().forEach(key -> keys.put(key.id(), Pem.publicKey(key.pem())));
        return new WechatContract(
                settings.value(SP_MCHID),
                settings.value(SP_APPID),
                settings.value(APP_SECRET),
                settings.value(MERCHANT_SERIAL),
                Pem.privateKey(settings.value(MERCHANT_PRIVATE_KEY)),
                settings.value(API_V3_KEY),
                new PlatformKeys(keys),
                settings.address(BASE_URL),
                noticeUrl,
                settings.address(AUTHORIZE_URL),
                settings.address(OPENAPI_URL));
    }
}
