/** Keeps a channel that does not answer from holding up whoever asks: after too many silent calls it is left alone a while. */
package org.caishi.channel;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Only silence counts against a channel, and answers that cannot be understood; a decline is an answer. While it is left
 * alone a charge is declined (nothing was asked, so nothing was charged) and everything else is Unknown. Notices, splits and
 * bills pass by: the channel sends the first itself, and jobs that can wait ask for the others.
 */
final class GuardedChannel implements PaymentChannel {
    private static final String ALONE = "not asked: the channel does not answer at the moment";

    private static final CircuitBreakerConfig RULE = CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(3)
            .maxWaitDurationInHalfOpenState(Duration.ofSeconds(30))
            .automaticTransitionFromOpenToHalfOpenEnabled(true)
            .build();

    private final PaymentChannel channel;
    private final CircuitBreaker breaker;

    GuardedChannel(PaymentChannel channel) {
        this(channel, RULE);
    }

    GuardedChannel(PaymentChannel channel, CircuitBreakerConfig rule) {
        this.channel = channel;
        this.breaker = CircuitBreaker.of(channel.name().name(), rule);
    }

    @Override
    public ChannelName name() {
        return channel.name();
    }

    @Override
    public Set<Scene> scenes() {
        return channel.scenes();
    }

    @Override
    public boolean isAnswering() {
        return breaker.getState() != CircuitBreaker.State.OPEN && channel.isAnswering();
    }

    @Override
    public ChargeResult charge(ChargeRequest request) {
        return asked(
                () -> channel.charge(request),
                ChargeResult.Unknown.class::isInstance,
                new ChargeResult.Declined("NOT_ASKED", ALONE));
    }

    @Override
    public QueryResult query(String orderNo, String merchantNo) {
        return asked(
                () -> channel.query(orderNo, merchantNo),
                QueryResult.Unknown.class::isInstance,
                new QueryResult.Unknown(ALONE));
    }

    @Override
    public CloseResult close(String orderNo, String merchantNo) {
        return asked(
                () -> channel.close(orderNo, merchantNo),
                CloseResult.Unknown.class::isInstance,
                new CloseResult.Unknown(ALONE));
    }

    @Override
    public CloseResult cancel(String orderNo, String merchantNo) {
        return asked(
                () -> channel.cancel(orderNo, merchantNo),
                CloseResult.Unknown.class::isInstance,
                new CloseResult.Unknown(ALONE));
    }

    @Override
    public RefundResult refund(RefundRequest request) {
        return asked(
                () -> channel.refund(request), RefundResult.Unknown.class::isInstance, new RefundResult.Unknown(ALONE));
    }

    @Override
    public RefundResult queryRefund(RefundRequest request) {
        return asked(
                () -> channel.queryRefund(request),
                RefundResult.Unknown.class::isInstance,
                new RefundResult.Unknown(ALONE));
    }

    @Override
    public Optional<SplitDesk> splits() {
        return channel.splits();
    }

    @Override
    public Optional<BillDesk> bills() {
        return channel.bills();
    }

    @Override
    public NoticeReading read(RawNotice notice) {
        return channel.read(notice);
    }

    @Override
    public NoticeAnswer accepted() {
        return channel.accepted();
    }

    @Override
    public NoticeAnswer refused(String why) {
        return channel.refused(why);
    }

    @Override
    public NoticeAnswer refused(NoticeReading.Refused refused) {
        return channel.refused(refused);
    }

    @Override
    public Optional<PayerSignIn> signIn() {
        return channel.signIn();
    }

    private <R> R asked(Supplier<R> call, Predicate<R> silent, R alone) {
        if (!breaker.tryAcquirePermission()) {
            return alone;
        }
        long start = breaker.getCurrentTimestamp();
        boolean answered = false;
        try {
            R result = call.get();
            answered = !silent.test(result);
            return result;
        } finally {
            // A channel that throws breaks its promise, and is left alone for it too.
            long lasted = breaker.getCurrentTimestamp() - start;
            if (answered) {
                breaker.onSuccess(lasted, breaker.getTimestampUnit());
            } else {
                breaker.onError(lasted, breaker.getTimestampUnit(), new Silence());
            }
        }
    }

    /** Stands for an answer that did not come; holds nothing of it. */
    @SuppressWarnings("serial")
    private static final class Silence extends RuntimeException {
        Silence() {
            super("silence", null, false, false);
        }
    }
}
