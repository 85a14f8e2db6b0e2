/** The service's book of trades. */
package org.caishi.simulator.alipay;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Journal;
import org.caishi.simulator.wallet.OrderBook;
import org.caishi.simulator.wallet.SnakeJson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
@SimulatesAlipay
class AlipayTrades {
    private final Journal<AlipayTrade> journal;
    private final OrderBook<AlipayTrade> book;
    private final Clock clock;

    AlipayTrades(SimulatorSettings settings, Clock clock) {
        this.journal = new Journal<>(settings.folder(), "alipay", new AsJson());
        this.book = new OrderBook<>(settings.capacity(), journal, clock);
        this.clock = clock;
    }

    private static final class AsJson implements Journal.Text<AlipayTrade> {
        @Override
        public byte[] write(AlipayTrade trade) {
            return SnakeJson.bytes(trade);
        }

        @Override
        public @Nullable AlipayTrade read(byte[] line) {
            return SnakeJson.read(line, AlipayTrade.class);
        }
    }

    /** Opens a trade, or finds it again when all of its order is the same. */
    AlipayTrade open(AlipayOrder order) {
        return book.open(
                order.outTradeNo(),
                () -> AlipayTrade.opened(order, book.nextId(""), clock.instant()),
                existing -> again(existing, order));
    }

    AlipayTrade change(String outTradeNo, UnaryOperator<AlipayTrade> change) {
        return book.change(outTradeNo, change).orElseThrow(AlipayRefusal::noSuchTrade);
    }

    Optional<AlipayTrade> find(String outTradeNo) {
        return book.find(outTradeNo);
    }

    Optional<AlipayTrade> byTradeNo(String tradeNo) {
        return book.byName("trade:" + tradeNo);
    }

    Stream<AlipayTrade> all() {
        return book.all();
    }

    String nextId(String prefix) {
        return book.nextId(prefix);
    }

    @PreDestroy
    void close() throws IOException {
        journal.close();
    }

    private static AlipayTrade again(AlipayTrade existing, AlipayOrder order) {
        existing.mustBeOpen();
        if (!existing.order().equals(order)) {
            throw AlipayRefusal.business("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
        }
        return existing;
    }
}
