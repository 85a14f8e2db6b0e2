/** The environment's {@code CAISHI_ALIPAY_*} as it was given, and the check that makes a contract of it. */
package org.caishi.channel.alipay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caishi.channel.ChannelAddress;
import org.caishi.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Blank counts as not given.
 *
 * @param serverUrl the gateway, the real one by default
 * @param authorizeUrl host that the payer's browser is sent to
 * @param sellerId our PID, 2088…
 * @param appPrivateKey PEM file (PKCS#8), or its text
 * @param alipayPublicKey PEM file, or its text
 * @param notifyUrl where Alipay sends notices, {@code /notify/alipay} of the public URL by default
 */
@ConfigurationProperties(AlipaySettings.PREFIX)
record AlipaySettings(
        @Nullable String serverUrl,
        @Nullable String authorizeUrl,
        @Nullable String appId,
        @Nullable String sellerId,
        @Nullable String appPrivateKey,
        @Nullable String alipayPublicKey,
        @Nullable String notifyUrl) {
    static final String PREFIX = "caishi.alipay";
    static final String REAL_GATEWAY = "https://openapi.alipay.com/gateway.do";

    static final String REAL_AUTHORIZE = "https://openauth.alipay.com";

    /** Whether anybody set up Alipay at all, rightly or not. */
    boolean isGiven() {
        return Stream.concat(required().values().stream(), Stream.of(serverUrl, authorizeUrl, notifyUrl))
                .anyMatch(value -> !text(value).isEmpty());
    }

    /**
     * Reads the key files and checks every value.
     *
     * @param publicUrl where the product is reached
     * @throws StartRefused naming the variable
     */
    AlipayContract contract(String publicUrl) {
        List<String> missing = required().entrySet().stream()
                .filter(entry -> text(entry.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            throw new StartRefused("Alipay is set up in part only, missing: " + String.join(", ", missing));
        }
        return new AlipayContract(
                text(appId),
                text(sellerId),
                pem("APP_PRIVATE_KEY", "private key", text(appPrivateKey), AlipayKeys::privateKey),
                List.of(pem("ALIPAY_PUBLIC_KEY", "public key", text(alipayPublicKey), AlipayKeys::publicKey)),
                address("SERVER_URL", text(serverUrl), REAL_GATEWAY),
                address("NOTIFY_URL", text(notifyUrl), withoutSlash(publicUrl) + "/notify/alipay"),
                address("AUTHORIZE_URL", text(authorizeUrl), REAL_AUTHORIZE));
    }

    private Map<String, @Nullable String> required() {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("CAISHI_ALIPAY_APP_ID", appId);
        values.put("CAISHI_ALIPAY_SELLER_ID", sellerId);
        values.put("CAISHI_ALIPAY_APP_PRIVATE_KEY", appPrivateKey);
        values.put("CAISHI_ALIPAY_ALIPAY_PUBLIC_KEY", alipayPublicKey);
        return values;
    }

    /** Reads a key out of a PEM text. */
    private interface KeyReader<K> {
        K read(String pem) throws GeneralSecurityException;
    }

    private static <K> K pem(String name, String kind, String file, KeyReader<K> reader) {
        boolean isText = file.startsWith("-----BEGIN");
        try {
            return reader.read(isText ? file : Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new StartRefused("CAISHI_ALIPAY_" + name + ": cannot read the file " + file);
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            // Without the cause: its words may quote the file.
            throw new StartRefused("CAISHI_ALIPAY_" + name + ": no PEM " + kind + (isText ? "" : " in " + file));
        }
    }

    private static URI address(String name, String given, String otherwise) {
        String address = given.isEmpty() ? otherwise : given;
        return ChannelAddress.read(address)
                .orElseThrow(() -> new StartRefused(
                        "CAISHI_ALIPAY_" + name + ": not an http(s) address without query: " + address));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    /** Names the application and no secret. */
    @Override
    public String toString() {
        return "AlipaySettings[" + appId + "]";
    }
}
