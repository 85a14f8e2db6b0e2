/** What the simulated services share: codes that serve once, faults that wait, keys that stay, ways back that stay here. */
package org.caishi.simulator.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WalletPartsTest {
    @TempDir
    Path folder;

    @Test
    void aCodeServesOnceAndNotForLong() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        OneTimeCodes<String> codes = new OneTimeCodes<>(Duration.ofSeconds(30), clock);
        String code = codes.give("x");
        assertThat(codes.redeem(code)).contains("x");
        assertThat(codes.redeem(code)).isEmpty();
        OneTimeCodes<String> brief = new OneTimeCodes<>(Duration.ofSeconds(-1), clock);
        assertThat(brief.redeem(brief.give("x"))).isEmpty();
    }

    @Test
    void faultsOfAnOrderGoBeforeThoseOfTheNextNotices() {
        WaitingFaults waiting = new WaitingFaults();
        waiting.put("A", Mishap.LOST.faults());
        waiting.putNext(1, Mishap.TWICE.faults());
        assertThat(waiting.take("A")).isEqualTo(Mishap.LOST.faults());
        assertThat(waiting.take("A")).isEqualTo(Mishap.TWICE.faults());
        assertThat(waiting.take("A")).isEqualTo(Faults.NONE);
    }

    @Test
    void faultsAreReadByTheNamesOfWechatTooAndBounded() {
        FaultsRequest request = JsonMapper.shared()
                .readValue(
                        "{\"signtest\":true,\"wrongAppid\":\"a\",\"wrongMchid\":\"m\",\"wrongSubMchid\":\"s\"}",
                        FaultsRequest.class);
        assertThat(FaultsRequest.faults(request))
                .isEqualTo(new Faults(0, 0, 0, null, false, false, true, false, 0, null, null, "a", "m", "s"));
        FaultsRequest greedy = JsonMapper.shared().readValue("{\"duplicates\":1000000}", FaultsRequest.class);
        assertThatThrownBy(() -> FaultsRequest.faults(greedy)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void everyMishapEndsWhereItsFirstAttemptsEnd(Mishap mishap) {
        assertThat(mishap.faults().at(1)).isEqualTo(mishap.faults());
        assertThat(mishap.faults().at(100)).isEqualTo(Faults.NONE);
    }

    @Test
    void keysAreMadeOnceAndFitTogether() {
        KeyFolder.Kept first =
                KeyFolder.open(folder, "x", (contract, lot) -> contract.setProperty("no", lot.digits(8)));
        KeyFolder.Kept again = KeyFolder.open(folder, "x", (contract, lot) -> contract.setProperty("no", "other"));
        assertThat(again.contract()).isEqualTo(first.contract());
        assertThat(again.merchantPublicKey()).isEqualTo(first.merchantPublicKey());
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        String signed = RsaSha256.sign(first.platformPrivateKey(), text);
        assertThat(RsaSha256.isSigned(first.merchantPublicKey(), signed, text)).isFalse();
        assertThat(RsaSha256.spoilt(signed)).isNotEqualTo(signed).hasSameSizeAs(signed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "/{x}", "q/orders/1", ""})
    void aWalletIsNoWayToAnotherSite(String back) {
        assertThat(Sheet.ownPath(back)).isEmpty();
        assertThat(Sheet.ownPath(null)).isEmpty();
        assertThat(Sheet.ownPath("/q/orders/1")).contains("/q/orders/1");
    }
}
