/** The openids of the people who pay in the simulation. */
package org.caishi.simulator.wechat;

import java.util.Base64;
import java.util.regex.Pattern;
import org.caishi.simulator.wallet.Payers;

final class WechatPayers {
    private static final Pattern OPENID = Pattern.compile("o[A-Za-z0-9_-]{27}");

    private WechatPayers() {}

    /** The same person has another openid with each appid, always the same one. */
    static String openid(String appid, String payer) {
        return "o"
                + Base64.getUrlEncoder()
                        .encodeToString(Payers.digest(appid, payer))
                        .substring(0, 27);
    }

    static boolean isOpenid(String text) {
        return OPENID.matcher(text).matches();
    }
}
