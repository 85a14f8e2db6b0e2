/** The story of one weighing: what the scale said, who took it back, which orders were made for it. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.payment.OrderNumber;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

@Mapper
interface WeighingStories {
    @Select("""
            select w.weighing_id, s.stall_no, v.trade_name, w.source, w.state, w.total_fen, w.weighed_at, w.received_at,
                   w.business_date, w.belongs_to, w.late, w.scale_time, w.settled_at, w.order_no, w.void_reason,
                   w.void_note, w.voided_by, d.serial, d.model, w.device_seq, w.message_sha256, w.prev_hash,
                   b.found_at as broken_at, u.weighing_id is not null as unverified
              from scale_weighing w
              join market_stall s on s.market_id = w.market_id and s.stall_id = w.stall_id
              join market_vendor v on v.market_id = w.market_id and v.vendor_id = w.vendor_id
              left join device_device d on d.market_id = w.market_id and d.device_id = w.device_id
              left join scale_break b
                on b.market_id = w.market_id and b.device_id = w.device_id and b.device_seq = w.device_seq
               and w.source = 'SALE'
              left join scale_unverified u on u.market_id = w.market_id and u.weighing_id = w.weighing_id
             where w.market_id = #{marketId} and w.weighing_id = #{weighingId}
            """)
    Optional<Story> find(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    @Select("""
            select line_no, name, plu, net_grams, tare_grams, fen_per_kg, amount_fen, flags
              from scale_weighing_item
             where market_id = #{marketId} and weighing_id = #{weighingId}
             order by line_no
            """)
    List<Item> items(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    /** Every order that was opened for it; a customer who tries three wallets makes three. */
    @Select("""
            select market_id, order_no, channel, amount_fen, state, created_at, paid_at
              from payment_order
             where market_id = #{marketId} and weighing_id = #{weighingId}
             order by created_at, order_no
             limit 50
            """)
    List<Order> orders(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    record Story(
            long weighingId,
            String stallNo,
            String tradeName,
            String source,
            String state,
            long totalFen,
            Instant weighedAt,
            Instant receivedAt,
            LocalDate businessDate,
            @Nullable LocalDate belongsTo,
            boolean late,
            @Nullable Instant scaleTime,
            @Nullable Instant settledAt,
            @Nullable Long orderNo,
            @Nullable String voidReason,
            @Nullable String voidNote,
            @Nullable String voidedBy,
            @Nullable String serial,
            @Nullable String model,
            long deviceSeq,
            @Nullable String messageSha256,
            @Nullable String prevHash,
            @Nullable Instant brokenAt,
            boolean unverified) {
        public String id() {
            return Long.toString(weighingId);
        }

        public Money total() {
            return Money.ofFen(totalFen);
        }

        /** A complete sale of a scale has a number of the scale's own. */
        public boolean isNumbered() {
            return source.equals("SALE");
        }

        public boolean isUnpaid() {
            return state.equals("WAITING") || state.equals("ABANDONED");
        }

        public boolean undoneBy(String who, Instant since) {
            return state.equals("VOID") && who.equals(voidedBy) && settledAt != null && settledAt.isAfter(since);
        }
    }

    record Item(
            int lineNo,
            String name,
            int plu,
            long netGrams,
            long tareGrams,
            long fenPerKg,
            long amountFen,
            String flags) {
        public Weight net() {
            return Weight.ofGrams(netGrams);
        }

        public Weight tare() {
            return Weight.ofGrams(tareGrams);
        }

        public String price() {
            return UnitPrice.ofFenPerKilogram(fenPerKg).yuanPerKilogram();
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record Order(
            long marketId,
            long orderNo,
            String channel,
            long amountFen,
            String state,
            Instant createdAt,
            @Nullable Instant paidAt) {
        public String number() {
            return new OrderNumber(marketId, orderNo).toString();
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }
}
