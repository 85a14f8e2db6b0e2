/** Parameter checks with the service's words: each returns the checked value or refuses the request. */
package org.caishi.simulator.wechat;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class WechatChecks {
    private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_|*-]{6,32}");
    private static final Pattern OUT_NO = Pattern.compile("[0-9A-Za-z_|*@-]{1,64}");
    private static final Pattern MCHID = Pattern.compile("[0-9A-Za-z]{1,32}");
    private static final int LONGEST_URL = 255;
    /** One hundred million yuan; the service's own limits depend on the merchant. */
    private static final long MOST_FEN = 10_000_000_000L;

    private WechatChecks() {}

    static String required(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw WechatRefusal.parameter(field, "不能为空");
        }
        return value;
    }

    static <T> T given(@Nullable T value, String field) {
        if (value == null) {
            throw WechatRefusal.parameter(field, "不能为空");
        }
        return value;
    }

    static String text(@Nullable String value, String field, int most) {
        String text = required(value, field);
        if (text.codePointCount(0, text.length()) > most) {
            throw WechatRefusal.parameter(field, "长度超过最大值 " + most);
        }
        return text;
    }

    static @Nullable String optionalText(@Nullable String value, String field, int most) {
        return value == null || value.isEmpty() ? null : text(value, field, most);
    }

    static String outTradeNo(@Nullable String value) {
        return matching(value, OUT_TRADE_NO, "out_trade_no", "应为6~32个字符，只能是数字、大小写字母_-|*");
    }

    /** A number of the merchant's for a refund or a split. */
    static String outNo(@Nullable String value, String field) {
        return matching(value, OUT_NO, field, "应为1~64个字符，只能是数字、大小写字母_-|*@");
    }

    static String mchid(@Nullable String value, String field) {
        return matching(value, MCHID, field, "格式不正确");
    }

    static long fen(@Nullable Long value, String field) {
        long fen = given(value, field);
        if (fen < 1 || fen > MOST_FEN) {
            throw WechatRefusal.parameter(field, "应为大于0的整数，单位为分");
        }
        return fen;
    }

    static void currency(@Nullable String value) {
        if (value != null && !value.equals(WechatAnswers.CURRENCY)) {
            throw WechatRefusal.parameter("amount.currency", "仅支持CNY");
        }
    }

    /** The service takes https only; the simulator, which calls its own machine, takes http too. */
    static String notifyUrl(@Nullable String value) {
        String url = text(value, "notify_url", LONGEST_URL);
        try {
            URI uri = new URI(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException notAnAddress) {
            throw WechatRefusal.parameter("notify_url", "不是合法的URL");
        }
        throw WechatRefusal.parameter("notify_url", "应为完整的URL，且不能携带参数");
    }

    static @Nullable Instant expiry(@Nullable String value, Instant now) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            Instant expires = OffsetDateTime.parse(value).toInstant();
            if (expires.isAfter(now)) {
                return expires;
            }
        } catch (DateTimeException notATime) {
            throw WechatRefusal.parameter("time_expire", "不符合rfc3339格式");
        }
        throw WechatRefusal.parameter("time_expire", "应晚于当前时间");
    }

    static void provider(@Nullable String spMchid, WechatKeys keys) {
        if (!required(spMchid, "sp_mchid").equals(keys.spMchid())) {
            throw WechatRefusal.parameter("Http header里的mchid与post data里的mchid不一致");
        }
    }

    private static String matching(@Nullable String value, Pattern pattern, String field, String issue) {
        String text = required(value, field);
        if (!pattern.matcher(text).matches()) {
            throw WechatRefusal.parameter(field, issue);
        }
        return text;
    }
}
