/** The people who pay in the simulation: a name in a cookie stands for a wallet. */
package org.caishi.simulator.wallet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Any name of 1 to 16 letters and digits in the cookie {@code sim_payer} is a payer of its own; without it payer 1 pays. */
public final class Payers {
    public static final String COOKIE = "sim_payer";
    public static final String DEFAULT = "1";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,16}");

    private Payers() {}

    public static String named(@Nullable String cookie) {
        return cookie != null && NAME.matcher(cookie).matches() ? cookie : DEFAULT;
    }

    /** 32 bytes from which a service makes its id of a person: another with each application, always the same one. */
    public static byte[] digest(String appId, String payer) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((appId + "/" + payer).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }
}
