/** The service's book of orders: in memory, bounded, changed one order at a time. */
package org.caishi.simulator.wechat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caishi.simulator.SimulatorSettings;
import org.springframework.stereotype.Component;

/**
 * An order is an immutable value in a concurrent map and changes by replacement under the map's own lock of that one key:
 * two requests for one order take turns, requests for different orders never wait for each other.
 */
@Component
@SimulatesWechat
class WechatTransactions {
    /** How many unfinished old orders are passed over before the oldest goes all the same: the bound outranks them. */
    private static final int PASSED_OVER = 16;

    private final ConcurrentHashMap<String, WechatTransaction> byNumber = new ConcurrentHashMap<>();
    /** Every other name of an order → its out_trade_no. */
    private final ConcurrentHashMap<String, String> numberOf = new ConcurrentHashMap<>();

    private final Queue<String> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicLong sequence =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1_000_000_000L));
    private final int capacity;
    private final WechatJournal journal;
    private final Clock clock;

    WechatTransactions(SimulatorSettings settings, WechatJournal journal, Clock clock) {
        this.capacity = settings.capacity();
        this.journal = journal;
        this.clock = clock;
        journal.read(this::recall);
    }

    /** Opens an order, or finds it again when all of it is the same. */
    WechatTransaction open(WechatOrder order) {
        WechatTransaction opened = byNumber.compute(
                order.outTradeNo(), (number, existing) -> existing == null ? fresh(order) : again(existing, order));
        dropOldest();
        return opened;
    }

    /** Replaces an order by what becomes of it. */
    WechatTransaction change(String outTradeNo, UnaryOperator<WechatTransaction> change) {
        WechatTransaction changed = byNumber.computeIfPresent(outTradeNo, (number, before) -> {
            WechatTransaction after = change.apply(before);
            if (!after.equals(before)) {
                index(after);
                journal.append(after);
            }
            return after;
        });
        if (changed == null) {
            throw WechatRefusal.noSuchOrder();
        }
        return changed;
    }

    Optional<WechatTransaction> find(String outTradeNo) {
        return Optional.ofNullable(byNumber.get(outTradeNo));
    }

    Optional<WechatTransaction> byPrepayId(String prepayId) {
        return byName("prepay:" + prepayId);
    }

    Optional<WechatTransaction> byTransactionId(String transactionId) {
        return byName("transaction:" + transactionId);
    }

    Optional<WechatTransaction> byRefund(String outRefundNo) {
        return byName("refund:" + outRefundNo);
    }

    Optional<WechatTransaction> bySharing(String outOrderNo) {
        return byName("sharing:" + outOrderNo);
    }

    Stream<WechatTransaction> all() {
        return byNumber.values().stream();
    }

    /** A number of the service: a prefix that tells its kind, the day, a sequence. */
    String nextId(String prefix) {
        String day =
                DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8)));
        return "%s%s%016d".formatted(prefix, day, sequence.incrementAndGet());
    }

    private WechatTransaction fresh(WechatOrder order) {
        String prepayId = "wx" + nextId("") + WechatSignature.nonce(10);
        WechatTransaction transaction = WechatTransaction.opened(order, prepayId, clock.instant());
        byAge.add(order.outTradeNo());
        index(transaction);
        journal.append(transaction);
        return transaction;
    }

    private static WechatTransaction again(WechatTransaction existing, WechatOrder order) {
        if (existing.isPaid()) {
            throw WechatRefusal.orderPaid();
        }
        if (!existing.isOpen()) {
            throw WechatRefusal.orderClosed();
        }
        if (!existing.order().equals(order)) {
            throw WechatRefusal.invalidRequest("201 商户订单号重复");
        }
        return existing;
    }

    private void recall(WechatTransaction transaction) {
        String number = transaction.order().outTradeNo();
        if (byNumber.put(number, transaction) == null) {
            byAge.add(number);
        }
        index(transaction);
        dropOldest();
    }

    private void index(WechatTransaction transaction) {
        namesOf(transaction)
                .forEach(name -> numberOf.put(name, transaction.order().outTradeNo()));
    }

    private static Stream<String> namesOf(WechatTransaction transaction) {
        Stream<String> own = transaction.transactionId() == null
                ? Stream.of("prepay:" + transaction.prepayId())
                : Stream.of("prepay:" + transaction.prepayId(), "transaction:" + transaction.transactionId());
        Stream<String> refunds = transaction.refunds().stream().map(refund -> "refund:" + refund.outRefundNo());
        Stream<String> sharings = transaction.sharings().stream().map(sharing -> "sharing:" + sharing.outOrderNo());
        return Stream.of(own, refunds, sharings).flatMap(names -> names);
    }

    private Optional<WechatTransaction> byName(String name) {
        return Optional.ofNullable(numberOf.get(name)).map(byNumber::get);
    }

    private void dropOldest() {
        int passedOver = 0;
        while (byNumber.mappingCount() > capacity) {
            String oldest = byAge.poll();
            if (oldest == null) {
                return;
            }
            WechatTransaction transaction = byNumber.get(oldest);
            if (transaction != null && transaction.isOpen() && passedOver++ < PASSED_OVER) {
                byAge.add(oldest);
            } else if (transaction != null) {
                byNumber.remove(oldest);
                namesOf(transaction).forEach(numberOf::remove);
            }
        }
    }
}
