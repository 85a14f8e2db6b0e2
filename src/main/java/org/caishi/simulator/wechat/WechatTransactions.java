/** The service's book of orders. */
package org.caishi.simulator.wechat;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Journal;
import org.caishi.simulator.wallet.OrderBook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
@SimulatesWechat
class WechatTransactions {
    private final Journal<WechatTransaction> journal;
    private final OrderBook<WechatTransaction> book;
    private final Clock clock;

    WechatTransactions(SimulatorSettings settings, Clock clock) {
        this.journal = new Journal<>(settings.folder(), "wechat", new AsJson());
        this.book = new OrderBook<>(settings.capacity(), journal, clock);
        this.clock = clock;
    }

    private static final class AsJson implements Journal.Text<WechatTransaction> {
        @Override
        public byte[] write(WechatTransaction order) {
            return WechatJson.bytes(order);
        }

        @Override
        public @Nullable WechatTransaction read(byte[] line) {
            return WechatJson.read(line, WechatTransaction.class);
        }
    }

    /** Opens an order, or finds it again when all of it is the same. */
    WechatTransaction open(WechatOrder order) {
        return book.open(order.outTradeNo(), () -> fresh(order), existing -> again(existing, order));
    }

    /** Replaces an order by what becomes of it. */
    WechatTransaction change(String outTradeNo, UnaryOperator<WechatTransaction> change) {
        return book.change(outTradeNo, change).orElseThrow(WechatRefusal::noSuchOrder);
    }

    Optional<WechatTransaction> find(String outTradeNo) {
        return book.find(outTradeNo);
    }

    Optional<WechatTransaction> byPrepayId(String prepayId) {
        return book.byName("prepay:" + prepayId);
    }

    Optional<WechatTransaction> byTransactionId(String transactionId) {
        return book.byName("transaction:" + transactionId);
    }

    Optional<WechatTransaction> byRefund(String outRefundNo) {
        return book.byName("refund:" + outRefundNo);
    }

    Optional<WechatTransaction> bySharing(String outOrderNo) {
        return book.byName("sharing:" + outOrderNo);
    }

    Stream<WechatTransaction> all() {
        return book.all();
    }

    String nextId(String prefix) {
        return book.nextId(prefix);
    }

    @PreDestroy
    void close() throws IOException {
        journal.close();
    }

    private WechatTransaction fresh(WechatOrder order) {
        return WechatTransaction.opened(order, "wx" + nextId("") + WechatSignature.nonce(10), clock.instant());
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
}
