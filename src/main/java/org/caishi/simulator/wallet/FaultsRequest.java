/** {@link Faults} as the simulators' controls read them: everything optional, also by the names that WeChat's notices use. */
package org.caishi.simulator.wallet;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

public record FaultsRequest(
        @Nullable Integer duplicates,
        @Nullable Long delayMillis,
        @Nullable Integer reorder,
        @Nullable Integer attempts,
        @Nullable Boolean loss,
        @Nullable Boolean badSignature,
        @JsonAlias("signtest") @Nullable Boolean probe,
        @Nullable Boolean wrongKey,
        @Nullable Long ageSeconds,
        @Nullable Long wrongAmount,
        @Nullable String wrongCurrency,
        @JsonAlias("wrongAppid") @Nullable String wrongApp,
        @JsonAlias("wrongMchid") @Nullable String wrongMerchant,
        @JsonAlias("wrongSubMchid") @Nullable String wrongSubMerchant) {
    public static Faults faults(@Nullable FaultsRequest request) {
        return request == null ? Faults.NONE : request.faults();
    }

    private Faults faults() {
        return new Faults(
                Objects.requireNonNullElse(duplicates, 0),
                Objects.requireNonNullElse(delayMillis, 0L),
                Objects.requireNonNullElse(reorder, 0),
                attempts,
                Boolean.TRUE.equals(loss),
                Boolean.TRUE.equals(badSignature),
                Boolean.TRUE.equals(probe),
                Boolean.TRUE.equals(wrongKey),
                Objects.requireNonNullElse(ageSeconds, 0L),
                wrongAmount,
                wrongCurrency,
                wrongApp,
                wrongMerchant,
                wrongSubMerchant);
    }
}
