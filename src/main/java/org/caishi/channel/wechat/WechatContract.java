/** Everything that the contract with WeChat Pay gives us: who we are, the keys, the addresses; complete and checked. */
package org.caishi.channel.wechat;

import java.net.URI;
import java.security.PrivateKey;

/** As {@link WechatSettings}, with keys instead of files and no address missing or ending in a slash. */
record WechatContract(
        String spMchid,
        String spAppid,
        String appSecret,
        String merchantSerial,
        PrivateKey merchantKey,
        String apiV3Key,
        PlatformKeys platformKeys,
        URI baseUrl,
        URI notifyUrl,
        URI authorizeUrl,
        URI openapiUrl) {
    /** Names the merchant and no secret. */
    @Override
    public String toString() {
        return "WechatContract[" + spMchid + "]";
    }
}
