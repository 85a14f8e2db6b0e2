/** The acquirer's book of orders. */
package org.caishi.simulator.unionpay;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Journal;
import org.caishi.simulator.wallet.OrderBook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
@SimulatesUnionpay
class UnionpayTransactions {
    /** A record's isOpen() is a question, not a field. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(seen -> seen.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .build();

    private final Journal<UnionpayTransaction> journal;
    private final OrderBook<UnionpayTransaction> book;

    UnionpayTransactions(SimulatorSettings settings, Clock clock) {
        this.journal = new Journal<>(settings.folder(), "unionpay", new AsJson());
        this.book = new OrderBook<>(settings.capacity(), journal, clock);
    }

    private static final class AsJson implements Journal.Text<UnionpayTransaction> {
        @Override
        public byte[] write(UnionpayTransaction order) {
            return JSON.writeValueAsBytes(order);
        }

        @Override
        public @Nullable UnionpayTransaction read(byte[] line) {
            return JSON.readValue(line, UnionpayTransaction.class);
        }
    }

    /** Opens an order, or finds it again when all of it is the same. */
    UnionpayTransaction open(UnionpayOrder order) {
        return book.open(
                order.orderId(),
                () -> UnionpayTransaction.opened(
                        order, UUID.randomUUID().toString().replace("-", "")),
                existing -> again(existing, order));
    }

    UnionpayTransaction change(String orderId, UnaryOperator<UnionpayTransaction> change) {
        return book.change(orderId, change).orElseThrow(UnionpayRefusal::noSuchTransaction);
    }

    Optional<UnionpayTransaction> find(String orderId) {
        return book.find(orderId);
    }

    Optional<UnionpayTransaction> byTicket(String ticket) {
        return book.byName("ticket:" + ticket);
    }

    Optional<UnionpayTransaction> byPayment(String queryId) {
        return book.byName("payment:" + queryId);
    }

    Optional<UnionpayTransaction> byRefund(String refundNo) {
        return book.byName("refund:" + refundNo);
    }

    Stream<UnionpayTransaction> all() {
        return book.all();
    }

    /** 21 digits and more, as the interface's {@code queryId} has. */
    String nextId() {
        return book.nextId("8");
    }

    @PreDestroy
    void close() throws IOException {
        journal.close();
    }

    private static UnionpayTransaction again(UnionpayTransaction existing, UnionpayOrder order) {
        return switch (existing.state()) {
            case CLOSED, FAILED, REVERSED -> throw UnionpayRefusal.closed();
            case PAID -> throw UnionpayRefusal.duplicate();
            case WAITING, PAYING -> {
                if (!existing.order().equals(order)) {
                    throw UnionpayRefusal.duplicate();
                }
                yield existing;
            }
        };
    }
}
