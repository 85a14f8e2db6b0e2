/** Lists and adds up {@code payment_order} by many optional filters; the statements stand in PaymentList.xml. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.session.ResultHandler;
import org.caishi.payment.OrderNumber;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

@Mapper
interface PaymentList {
    List<PaymentRow> page(@Param("f") PaymentFilter filter);

    /** The same rows one by one as the server sends them, for a file that need not fit into memory. */
    void each(@Param("f") PaymentFilter filter, ResultHandler<PaymentRow> reader);

    /** Adds up orders alone: a receipt of two goods is one order. */
    Totals totals(@Param("f") PaymentFilter filter);

    record PaymentRow(
            long marketId,
            long orderNo,
            String stallNo,
            String tradeName,
            @Nullable Long weighingId,
            String channel,
            long amountFen,
            long refundedFen,
            String state,
            Instant createdAt,
            @Nullable Instant paidAt,
            @Nullable LocalDate businessDate,
            @Nullable String channelTxn) {
        public String number() {
            return new OrderNumber(marketId, orderNo).toString();
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }

        public Money refunded() {
            return Money.ofFen(refundedFen);
        }
    }

    record Totals(long payments, long amountFen, long refundedFen) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }

        public Money refunded() {
            return Money.ofFen(refundedFen);
        }
    }
}
