/** The environment's {@code CAISHI_WECHAT_*} as it was given, and the check that makes a contract of it. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.util.PemUtil;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.caishi.channel.ChannelAddress;
import org.caishi.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Blank counts as not given.
 *
 * @param baseUrl the API's host, the real one by default; a path in it is a prefix that is not signed
 * @param appSecret of the official account {@code spAppid}, for the payer's openid
 * @param merchantSerial serial number of the merchant's certificate
 * @param merchantPrivateKey PEM file (PKCS#8)
 * @param apiV3Key 32 bytes, opens notices
 * @param publicKeyId {@code PUB_KEY_ID_…}
 * @param publicKey PEM file of the platform's public key
 * @param notifyUrl where the channel sends notices, {@code /notify/wechat/pay} of the public URL by default
 * @param authorizeUrl host that the payer's browser is sent to
 * @param openapiUrl host that is asked for the openid
 */
@ConfigurationProperties(WechatSettings.PREFIX)
record WechatSettings(
        @Nullable String baseUrl,
        @Nullable String spMchid,
        @Nullable String spAppid,
        @Nullable String appSecret,
        @Nullable String merchantSerial,
        @Nullable String merchantPrivateKey,
        @Nullable String apiV3Key,
        @Nullable String publicKeyId,
        @Nullable String publicKey,
        @Nullable String notifyUrl,
        @Nullable String authorizeUrl,
        @Nullable String openapiUrl) {
    static final String PREFIX = "caishi.wechat";
    static final String REAL_HOST = "https://api.mch.weixin.qq.com";
    static final String AUTHORIZE_HOST = "https://open.weixin.qq.com";
    static final String OPENAPI_HOST = "https://api.weixin.qq.com";

    /** APIv3 keys are AES-256 keys written as ASCII. */
    static final int API_V3_KEY_BYTES = 32;

    /** Whether anybody set up WeChat Pay at all, rightly or not. */
    boolean isGiven() {
        return !required().values().stream().allMatch(WechatSettings::isBlank)
                || !List.of(text(baseUrl), text(notifyUrl), text(authorizeUrl), text(openapiUrl)).stream()
                        .allMatch(String::isEmpty);
    }

    /**
     * Reads the key files and checks every value.
     *
     * @param publicUrl where the product is reached
     * @throws StartRefused naming the variable
     */
    WechatContract contract(String publicUrl) {
        List<String> missing = required().entrySet().stream()
                .filter(entry -> isBlank(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            throw new StartRefused("WeChat Pay is set up in part only, missing: " + String.join(", ", missing));
        }
        String key = text(apiV3Key);
        if (key.getBytes(StandardCharsets.UTF_8).length != API_V3_KEY_BYTES) {
            throw new StartRefused("CAISHI_WECHAT_API_V3_KEY must be 32 bytes long, it is "
                    + key.getBytes(StandardCharsets.UTF_8).length);
        }
        return new WechatContract(
                text(spMchid),
                text(spAppid),
                text(appSecret),
                text(merchantSerial),
                pem("MERCHANT_PRIVATE_KEY", text(merchantPrivateKey), PemUtil::loadPrivateKeyFromString),
                key,
                PlatformKeys.of(
                        text(publicKeyId), pem("PUBLIC_KEY", text(publicKey), PemUtil::loadPublicKeyFromString)),
                address("BASE_URL", text(baseUrl), REAL_HOST),
                address("NOTIFY_URL", text(notifyUrl), withoutSlash(publicUrl) + "/notify/wechat/pay"),
                address("AUTHORIZE_URL", text(authorizeUrl), AUTHORIZE_HOST),
                address("OPENAPI_URL", text(openapiUrl), OPENAPI_HOST));
    }

    private Map<String, @Nullable String> required() {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("CAISHI_WECHAT_SP_MCHID", spMchid);
        values.put("CAISHI_WECHAT_SP_APPID", spAppid);
        values.put("CAISHI_WECHAT_APP_SECRET", appSecret);
        values.put("CAISHI_WECHAT_MERCHANT_SERIAL", merchantSerial);
        values.put("CAISHI_WECHAT_MERCHANT_PRIVATE_KEY", merchantPrivateKey);
        values.put("CAISHI_WECHAT_API_V3_KEY", apiV3Key);
        values.put("CAISHI_WECHAT_PUBLIC_KEY_ID", publicKeyId);
        values.put("CAISHI_WECHAT_PUBLIC_KEY", publicKey);
        return values;
    }

    private static <K> K pem(String name, String file, Function<String, K> reader) {
        try {
            return reader.apply(Files.readString(Path.of(file)));
        } catch (java.io.IOException | InvalidPathException unreadable) {
            throw new StartRefused("CAISHI_WECHAT_" + name + ": cannot read the file " + file);
        } catch (RuntimeException notAKey) {
            // Without the cause: its words may quote the file.
            throw new StartRefused("CAISHI_WECHAT_" + name + ": no PEM "
                    + name.substring(name.indexOf('P')).toLowerCase(Locale.ROOT).replace('_', ' ') + " in " + file);
        }
    }

    private static URI address(String name, String given, String otherwise) {
        String address = given.isEmpty() ? otherwise : given;
        return ChannelAddress.read(address)
                .orElseThrow(() -> new StartRefused(
                        "CAISHI_WECHAT_" + name + ": not an http(s) address without query: " + address));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static boolean isBlank(@Nullable String value) {
        return text(value).isEmpty();
    }

    /** Names the merchant and no secret. */
    @Override
    public String toString() {
        return "WechatSettings[" + spMchid + "]";
    }
}
