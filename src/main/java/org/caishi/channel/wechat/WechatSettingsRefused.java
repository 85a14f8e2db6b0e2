/** Says which setting of WeChat Pay keeps the product from starting, in one line that a person can act on. */
package org.caishi.channel.wechat;

final class WechatSettingsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WechatSettingsRefused(String why) {
        super(why);
    }
}
