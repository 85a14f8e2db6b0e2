/** The people who pay in the simulation: a name in a cookie stands for a wallet. */
package org.caishi.simulator.wechat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Any name of 1 to 16 letters and digits in the cookie {@code sim_payer} is a payer of its own; without it payer 1 pays. */
final class WechatPayers {
    static final String COOKIE = "sim_payer";
    static final String DEFAULT = "1";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,16}");
    private static final Pattern OPENID = Pattern.compile("o[A-Za-z0-9_-]{27}");

    private WechatPayers() {}

    static String named(@Nullable String cookie) {
        return cookie != null && NAME.matcher(cookie).matches() ? cookie : DEFAULT;
    }

    /** The same person has another openid with each appid, always the same one. */
    static String openid(String appid, String payer) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((appid + "/" + payer).getBytes(StandardCharsets.UTF_8));
            return "o" + Base64.getUrlEncoder().encodeToString(digest).substring(0, 27);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }

    static boolean isOpenid(String text) {
        return OPENID.matcher(text).matches();
    }
}
