/** The environment's {@code CAISHI_UNIONPAY_*} as it was given, and the check that makes a contract of it. */
package org.caishi.channel.unionpay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.caishi.channel.ChannelAddress;
import org.caishi.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Blank counts as not given.
 *
 * @param baseUrl the acquirer's host, in front of {@code /gateway/api/…}
 * @param merchantId our number as service provider
 * @param certId serial number of our certificate
 * @param privateKey PEM file (PKCS#8)
 * @param publicKey PEM file of the platform's public keys or certificates; several in it are all valid, as a rotation needs
 * @param notifyUrl where the channel sends notices, {@code /notify/unionpay} of the public URL by default
 * @param authorizeUrl host that the payer's browser is sent to
 * @param acquirerIin 8 digits; given, codes for wallets from abroad are offered
 * @param forwarderIin 8 digits, the acquirer's by default
 * @param merchantCategory 4 digits, 5499 (food shops) by default
 * @param merchantName in Latin letters, needed with {@code acquirerIin}
 * @param merchantCity in Latin letters, needed with {@code acquirerIin}
 */
@ConfigurationProperties(UnionpaySettings.PREFIX)
record UnionpaySettings(
        @Nullable String baseUrl,
        @Nullable String merchantId,
        @Nullable String certId,
        @Nullable String privateKey,
        @Nullable String publicKey,
        @Nullable String notifyUrl,
        @Nullable String authorizeUrl,
        @Nullable String acquirerIin,
        @Nullable String forwarderIin,
        @Nullable String merchantCategory,
        @Nullable String merchantName,
        @Nullable String merchantCity) {
    static final String PREFIX = "caishi.unionpay";
    static final String AUTHORIZE_HOST = "https://qr.95516.com";

    private static final String VARIABLE = "CAISHI_UNIONPAY_";

    /** Whether anybody set up UnionPay at all, rightly or not. */
    boolean isGiven() {
        return Stream.concat(
                        required().values().stream(),
                        Stream.of(
                                text(notifyUrl),
                                text(authorizeUrl),
                                text(acquirerIin),
                                text(forwarderIin),
                                text(merchantCategory),
                                text(merchantName),
                                text(merchantCity)))
                .anyMatch(value -> !isBlank(value));
    }

    /**
     * Reads the key files and checks every value.
     *
     * @param publicUrl where the product is reached
     * @throws StartRefused naming the variable
     */
    UnionpayContract contract(String publicUrl) {
        List<String> missing = required().entrySet().stream()
                .filter(entry -> isBlank(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            throw new StartRefused("UnionPay is set up in part only, missing: " + String.join(", ", missing));
        }
        String site = withoutSlash(publicUrl);
        return new UnionpayContract(
                matching("MERCHANT_ID", text(merchantId), "[0-9A-Za-z]{1,32}"),
                matching("CERT_ID", text(certId), "[0-9A-Za-z]{1,64}"),
                pem("PRIVATE_KEY", text(privateKey), UnionpayPem::privateKey),
                pem("PUBLIC_KEY", text(publicKey), UnionpayPem::publicKeys),
                address("BASE_URL", text(baseUrl)),
                address("NOTIFY_URL", text(notifyUrl).isEmpty() ? site + "/notify/unionpay" : text(notifyUrl)),
                address("AUTHORIZE_URL", text(authorizeUrl).isEmpty() ? AUTHORIZE_HOST : text(authorizeUrl)),
                URI.create(site + "/q/orders"),
                emv());
    }

    private Optional<EmvMerchant> emv() {
        boolean any = Stream.of(acquirerIin, forwarderIin, merchantCategory, merchantName, merchantCity)
                .anyMatch(value -> !isBlank(value));
        if (!any) {
            return Optional.empty();
        }
        String iin = matching("ACQUIRER_IIN", text(acquirerIin), "\\d{8}");
        return Optional.of(new EmvMerchant(
                iin,
                isBlank(forwarderIin) ? iin : matching("FORWARDER_IIN", text(forwarderIin), "\\d{8}"),
                isBlank(merchantCategory) ? "5499" : matching("MERCHANT_CATEGORY", text(merchantCategory), "\\d{4}"),
                matching("MERCHANT_NAME", text(merchantName), "[\\x20-\\x7E]{1,25}"),
                matching("MERCHANT_CITY", text(merchantCity), "[\\x20-\\x7E]{1,15}")));
    }

    private Map<String, @Nullable String> required() {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put(VARIABLE + "BASE_URL", baseUrl);
        values.put(VARIABLE + "MERCHANT_ID", merchantId);
        values.put(VARIABLE + "CERT_ID", certId);
        values.put(VARIABLE + "PRIVATE_KEY", privateKey);
        values.put(VARIABLE + "PUBLIC_KEY", publicKey);
        return values;
    }

    private static String matching(String name, String value, String form) {
        if (!value.matches(form)) {
            throw new StartRefused(VARIABLE + name + ": not of the form " + form + ": " + value);
        }
        return value;
    }

    private static <K> K pem(String name, String file, Function<String, K> reader) {
        try {
            return reader.apply(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new StartRefused(VARIABLE + name + ": cannot read the file " + file);
        } catch (IllegalArgumentException notAKey) {
            // Without the cause: its words may quote the file.
            throw new StartRefused(VARIABLE + name + ": no PEM with an RSA key in " + file);
        }
    }

    private static URI address(String name, String given) {
        return ChannelAddress.read(given)
                .orElseThrow(
                        () -> new StartRefused(VARIABLE + name + ": not an http(s) address without query: " + given));
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
        return "UnionpaySettings[" + merchantId + "]";
    }
}
