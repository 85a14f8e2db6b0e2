/** A channel that is silent is left alone, comes back by itself, and a channel that says no is never punished for it. */
package org.caishi.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;

class GuardedChannelTest {
    private static final ChargeResult SILENCE = new ChargeResult.Unknown("no answer");
    private static final ChargeResult NO = new ChargeResult.Declined("NOTENOUGH", "余额不足");
    private static final ChargeResult YES = new ChargeResult.Waiting(Map.of("codeUrl", "weixin://x"));

    private static final CircuitBreakerConfig SHORT = CircuitBreakerConfig.custom()
            .slidingWindowSize(4)
            .minimumNumberOfCalls(4)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofMillis(200))
            .permittedNumberOfCallsInHalfOpenState(1)
            .automaticTransitionFromOpenToHalfOpenEnabled(true)
            .build();

    private final Wallet wallet = new Wallet();
    private final GuardedChannel guarded = new GuardedChannel(wallet, SHORT);

    @Test
    void aSilentChannelIsNotAskedAnyMore() {
        wallet.answer = SILENCE;
        for (int i = 0; i < 4; i++) {
            assertThat(charge()).isEqualTo(SILENCE);
        }

        assertThat(guarded.isAnswering()).isFalse();
        assertThat(charge())
                .isInstanceOfSatisfying(
                        ChargeResult.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo("NOT_ASKED"));
        assertThat(guarded.query("A1", "m")).isInstanceOf(QueryResult.Unknown.class);
        assertThat(guarded.close("A1", "m")).isInstanceOf(CloseResult.Unknown.class);
        assertThat(guarded.cancel("A1", "m")).isInstanceOf(CloseResult.Unknown.class);
        assertThat(wallet.asked).hasValue(4);
    }

    @Test
    void itIsAskedAgainAfterAWhileAndTrustedWhenItAnswers() {
        wallet.answer = SILENCE;
        for (int i = 0; i < 4; i++) {
            charge();
        }
        wallet.answer = YES;

        await().atMost(Duration.ofSeconds(10)).until(guarded::isAnswering);
        assertThat(charge()).isEqualTo(YES);
        assertThat(charge()).isEqualTo(YES);
    }

    @Test
    void aNoIsAnAnswer() {
        wallet.answer = NO;
        for (int i = 0; i < 50; i++) {
            assertThat(charge()).isEqualTo(NO);
        }
        assertThat(guarded.isAnswering()).isTrue();
        assertThat(wallet.asked).hasValue(50);
    }

    @Test
    void aChannelThatThrowsIsLeftAloneToo() {
        wallet.answer = null;
        for (int i = 0; i < 4; i++) {
            try {
                charge();
            } catch (IllegalStateException broken) {
                assertThat(broken).hasMessage("broken");
            }
        }
        assertThat(guarded.isAnswering()).isFalse();
    }

    @Test
    void oneChannelsSilenceIsNoOthers() {
        Wallet other = new Wallet();
        other.answer = YES;
        GuardedChannel well = new GuardedChannel(other, SHORT);
        wallet.answer = SILENCE;
        for (int i = 0; i < 10; i++) {
            charge();
        }

        assertThat(guarded.isAnswering()).isFalse();
        assertThat(well.charge(request())).isEqualTo(YES);
    }

    private ChargeResult charge() {
        return guarded.charge(request());
    }

    private static ChargeRequest request() {
        return new ChargeRequest(
                "A1",
                "m",
                Scene.NATIVE,
                Money.ofFen(1),
                "A12",
                Payer.ANYBODY,
                false,
                Instant.parse("2026-11-22T00:00:00Z"));
    }

    /** Answers every charge alike, and counts. */
    private static final class Wallet implements PaymentChannel {
        private final AtomicInteger asked = new AtomicInteger();

        @org.jspecify.annotations.Nullable ChargeResult answer;

        @Override
        public ChannelName name() {
            return ChannelName.WECHAT;
        }

        @Override
        public Set<Scene> scenes() {
            return Set.of(Scene.NATIVE);
        }

        @Override
        public ChargeResult charge(ChargeRequest request) {
            asked.incrementAndGet();
            if (answer == null) {
                throw new IllegalStateException("broken");
            }
            return answer;
        }

        @Override
        public QueryResult query(String orderNo, String merchantNo) {
            asked.incrementAndGet();
            return new QueryResult.Waiting();
        }

        @Override
        public CloseResult close(String orderNo, String merchantNo) {
            asked.incrementAndGet();
            return new CloseResult.Closed();
        }

        @Override
        public RefundResult refund(RefundRequest request) {
            return new RefundResult.Underway();
        }

        @Override
        public RefundResult queryRefund(RefundRequest request) {
            return new RefundResult.Underway();
        }

        @Override
        public NoticeReading read(RawNotice notice) {
            return new NoticeReading.Other("nothing");
        }

        @Override
        public NoticeAnswer accepted() {
            return new NoticeAnswer(200, "text/plain", "");
        }

        @Override
        public NoticeAnswer refused(String why) {
            return new NoticeAnswer(500, "text/plain", why);
        }

        @Override
        public Optional<PayerSignIn> signIn() {
            return Optional.empty();
        }
    }
}
