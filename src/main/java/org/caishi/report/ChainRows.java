/** The rows that make up the story of one payment, each asked for by the order. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

@Mapper
interface ChainRows {
    @Select("""
            select o.order_no, s.stall_no, v.trade_name, v.owner_masked, o.weighing_id, o.channel, o.scene,
                   o.merchant_no, o.amount_fen, o.state, o.created_at, o.expires_at, o.asked_at, o.asks, o.channel_txn,
                   o.paid_at, o.booked_at, o.business_date, o.refunded_fen
              from payment_order o
              join market_stall s on s.market_id = o.market_id and s.stall_id = o.stall_id
              join market_vendor v on v.market_id = o.market_id and v.vendor_id = o.vendor_id
             where o.market_id = #{marketId} and o.order_no = #{orderNo}
            """)
    Optional<OrderRow> order(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    @Select("""
            select w.weighing_id, w.source, w.total_fen, w.state, w.weighed_at, w.received_at, w.device_seq,
                   d.serial, d.model, u.weighing_id is not null as unverified
              from scale_weighing w
              left join device_device d on d.market_id = w.market_id and d.device_id = w.device_id
              left join scale_unverified u on u.market_id = w.market_id and u.weighing_id = w.weighing_id
             where w.market_id = #{marketId} and w.weighing_id = #{weighingId}
            """)
    Optional<WeighingRow> weighing(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    @Select("""
            select line_no, name, plu, net_grams, tare_grams, fen_per_kg, amount_fen
              from scale_weighing_item
             where market_id = #{marketId} and weighing_id = #{weighingId}
             order by line_no
            """)
    List<ItemRow> items(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    @Select("""
            select source, channel_txn, amount_fen, received_at, outcome
              from payment_notice
             where market_id = #{marketId} and order_no = #{orderNo}
             order by received_at, notice_id
             limit 50
            """)
    List<NoticeRow> notices(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    @Select("""
            select journal_id, business_key, kind, business_date, posted_at
              from ledger_journal
             where market_id = #{marketId} and business_key = #{businessKey}
            """)
    Optional<JournalRow> journal(@Param("marketId") long marketId, @Param("businessKey") String businessKey);

    @Select("""
            select e.line_no, a.code, a.kind, e.amount_fen
              from ledger_entry e
              join ledger_account a on a.market_id = e.market_id and a.account_id = e.account_id
             where e.market_id = #{marketId} and e.journal_id = #{journalId}
             order by e.line_no
            """)
    List<LineRow> lines(@Param("marketId") long marketId, @Param("journalId") long journalId);

    @Select("""
            select h.line_no, h.party, v.trade_name, h.amount_fen
              from settlement_share h
              join market_vendor v on v.market_id = h.market_id and v.vendor_id = h.vendor_id
             where h.market_id = #{marketId} and h.source_no = #{orderNo}
             order by h.line_no
            """)
    List<ShareRow> shares(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    @Select("""
            select a.event, a.text, a.state, a.created_at, a.expires_at, a.sent_at, a.acked_at, a.ended_at, a.attempts,
                   d.serial, d.model
              from speaker_announcement a
              left join device_device d on d.market_id = a.market_id and d.device_id = a.device_id
             where a.market_id = #{marketId}
               and (a.subject_no = #{orderNo}
                    or a.subject_no in (select refund_no from payment_refund
                                         where market_id = #{marketId} and order_no = #{orderNo}))
             order by a.created_at
            """)
    List<AnnouncementRow> announcements(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    @Select("""
            select refund_no, amount_fen, reason, state, words, created_at, done_at, booked_at, business_date,
                   channel_refund
              from payment_refund
             where market_id = #{marketId} and order_no = #{orderNo}
             order by created_at, refund_no
             limit 100
            """)
    List<RefundRow> refunds(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    /** What each party gave back, over all refunds of the order. */
    @Select("""
            select min(line_no) as line_no, party, min(v.trade_name) as trade_name,
                   cast(sum(h.amount_fen) as signed) as amount_fen
              from settlement_share h
              join market_vendor v on v.market_id = h.market_id and v.vendor_id = h.vendor_id
              join payment_refund r on r.market_id = h.market_id and r.refund_no = h.source_no
             where r.market_id = #{marketId} and r.order_no = #{orderNo} and h.kind = 'REFUND'
             group by h.party
             order by line_no
            """)
    List<ShareRow> sharesBack(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    record RefundRow(
            long refundNo,
            long amountFen,
            String reason,
            String state,
            String words,
            Instant createdAt,
            @Nullable Instant doneAt,
            @Nullable Instant bookedAt,
            @Nullable LocalDate businessDate,
            @Nullable String channelRefund) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record OrderRow(
            long orderNo,
            String stallNo,
            String tradeName,
            String ownerMasked,
            @Nullable Long weighingId,
            String channel,
            String scene,
            String merchantNo,
            long amountFen,
            String state,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant askedAt,
            int asks,
            @Nullable String channelTxn,
            @Nullable Instant paidAt,
            @Nullable Instant bookedAt,
            @Nullable LocalDate businessDate,
            long refundedFen) {
        /** Cash is neither split nor announced. */
        public boolean inCash() {
            return channel.equals("CASH");
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }

        public Money refunded() {
            return Money.ofFen(refundedFen);
        }
    }

    record WeighingRow(
            long weighingId,
            String source,
            long totalFen,
            String state,
            Instant weighedAt,
            Instant receivedAt,
            long deviceSeq,
            @Nullable String serial,
            @Nullable String model,
            boolean unverified) {
        public Money total() {
            return Money.ofFen(totalFen);
        }
    }

    record ItemRow(int lineNo, String name, int plu, long netGrams, long tareGrams, long fenPerKg, long amountFen) {
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

    record NoticeRow(String source, String channelTxn, long amountFen, Instant receivedAt, String outcome) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record JournalRow(long journalId, String businessKey, String kind, LocalDate businessDate, Instant postedAt) {}

    record LineRow(int lineNo, String code, String kind, long amountFen) {
        public @Nullable Money debit() {
            return amountFen > 0 ? Money.ofFen(amountFen) : null;
        }

        public @Nullable Money credit() {
            return amountFen < 0 ? Money.ofFen(amountFen).negated() : null;
        }
    }

    record ShareRow(int lineNo, String party, String tradeName, long amountFen) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record AnnouncementRow(
            String event,
            String text,
            String state,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant sentAt,
            @Nullable Instant ackedAt,
            @Nullable Instant endedAt,
            int attempts,
            @Nullable String serial,
            @Nullable String model) {}
}
