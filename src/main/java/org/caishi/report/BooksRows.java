/** Reads the books across modules to see whether they agree with themselves; changes nothing. */
package org.caishi.report;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Every query of findings names what is wrong in one line a row, at most 100 rows. */
@Mapper
interface BooksRows {
    @Select("""
            select market_id from market_market
             union select distinct market_id from ledger_journal
             order by market_id
            """)
    List<Long> markets();

    @Select("""
            select (select count(*) from payment_order where market_id = #{marketId}) as orders,
                   (select coalesce(sum(amount_fen), 0) from payment_order
                     where market_id = #{marketId} and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')) as paid_fen,
                   (select count(*) from ledger_journal where market_id = #{marketId}) as journals,
                   (select coalesce(sum(amount_fen), 0) from ledger_entry where market_id = #{marketId})
                       as trial_balance_fen
            """)
    Totals totals(@Param("marketId") long marketId);

    /** Sums first and asks for names afterwards: grouped by name, 100,000 journals take seconds. */
    @Select("""
            select concat('journal ', coalesce(j.business_key, s.journal_id), ' is out of balance by ', s.fen, ' fen, ',
                          s.line_count, ' lines')
              from (select e.journal_id, sum(e.amount_fen) as fen, count(*) as line_count
                      from ledger_entry e
                     where e.market_id = #{marketId}
                     group by e.journal_id
                    having sum(e.amount_fen) <> 0 or count(*) < 2) s
              left join ledger_journal j on j.market_id = #{marketId} and j.journal_id = s.journal_id
             union all
            select concat('journal ', j.business_key, ' is out of balance by 0 fen, 0 lines')
              from ledger_journal j
              left join ledger_entry e on e.market_id = j.market_id and e.journal_id = j.journal_id
             where j.market_id = #{marketId} and e.journal_id is null
             limit 100
            """)
    List<String> unbalanced(@Param("marketId") long marketId);

    @Select("""
            select concat('order ', o.order_no, ' is paid but has no journal')
              from payment_order o
              left join ledger_journal j
                on j.market_id = o.market_id
               and j.business_key = concat(case when o.channel = 'CASH' then 'cash:' else 'pay:' end, o.order_no)
             where o.market_id = #{marketId} and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
               and j.journal_id is null
             limit 100
            """)
    List<String> paidWithoutJournal(@Param("marketId") long marketId);

    @Select("""
            select distinct concat('journal ', j.business_key, ' has no paid order of its amount')
              from ledger_journal j
              join ledger_entry e on e.market_id = j.market_id and e.journal_id = j.journal_id
              join ledger_account a
                on a.market_id = e.market_id and a.account_id = e.account_id
               and a.kind = case when j.kind = 'CASH' then 'cash_with_vendor' else 'channel_receivable' end
              left join payment_order o
                on o.market_id = j.market_id and o.order_no = cast(substring_index(j.business_key, ':', -1) as unsigned)
               and (o.channel = 'CASH') = (j.kind = 'CASH')
               and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED') and o.amount_fen = e.amount_fen
             where j.market_id = #{marketId} and j.kind in ('PAYMENT', 'CASH') and o.order_no is null
             limit 100
            """)
    List<String> journalWithoutOrder(@Param("marketId") long marketId);

    /** Cash is nobody's to split: it must have no share at all. */
    @Select("""
            select concat('the shares of order ', o.order_no, ' come to ', coalesce(sum(s.amount_fen), 0), ' of ',
                          case when o.channel = 'CASH' then 0 else o.amount_fen end, ' fen')
              from payment_order o
              left join settlement_share s
                on s.market_id = o.market_id and s.source_no = o.order_no and s.kind = 'PAYMENT'
             where o.market_id = #{marketId} and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
             group by o.market_id, o.order_no, o.channel, o.amount_fen
            having coalesce(sum(s.amount_fen), 0) <> case when o.channel = 'CASH' then 0 else o.amount_fen end
                or o.channel = 'CASH' and count(s.line_no) > 0
             limit 100
            """)
    List<String> sharesOff(@Param("marketId") long marketId);

    @Select("""
            select concat('the hours of stall ', r.stall_id, ' on ', r.business_date, ' come to ', r.fen, ' fen, its orders to ',
                          coalesce(o.fen, 0))
              from (select market_id, stall_id, business_date, sum(amount_fen) as fen
                      from payment_hour where market_id = #{marketId}
                     group by market_id, stall_id, business_date) r
              left join (select market_id, stall_id, business_date, sum(amount_fen) as fen
                      from payment_order
                     where market_id = #{marketId} and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
                     group by market_id, stall_id, business_date) o
                on o.market_id = r.market_id and o.stall_id = r.stall_id and o.business_date = r.business_date
             where r.fen <> coalesce(o.fen, 0)
             limit 100
            """)
    List<String> hoursOff(@Param("marketId") long marketId);

    @Select("""
            select concat('order ', a.subject_no, ' was announced but is not paid')
              from speaker_announcement a
              left join payment_order o
                on o.market_id = a.market_id and o.order_no = a.subject_no
               and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
             where a.market_id = #{marketId} and a.event = 'RECEIVED' and o.order_no is null
             limit 100
            """)
    List<String> announcedUnpaid(@Param("marketId") long marketId);

    @Select("""
            select concat('the statements of ', d.business_date, ' come to ', d.gross_fen, ' fen gross, the shares to ',
                          coalesce(s.fen, 0))
              from settlement_day d
              left join (select market_id, business_date,
                                sum(case when kind = 'PAYMENT' then amount_fen else 0 end) as fen
                           from settlement_share where market_id = #{marketId}
                          group by market_id, business_date) s
                on s.market_id = d.market_id and s.business_date = d.business_date
             where d.market_id = #{marketId} and d.gross_fen <> coalesce(s.fen, 0)
             limit 100
            """)
    List<String> daysOff(@Param("marketId") long marketId);

    @Select("""
            select concat('suspense ', s.channel, ' ', s.channel_txn, ' has no journal')
              from payment_suspense s
              left join ledger_journal j
                on j.market_id = s.market_id and j.business_key = concat('suspense:', s.channel, ':', s.channel_txn)
             where s.market_id = #{marketId} and s.amount_fen > 0 and j.journal_id is null
             limit 100
            """)
    List<String> suspenseWithoutJournal(@Param("marketId") long marketId);

    @Select("""
            select concat('order ', o.order_no, ' is ', o.state, ' with ', o.refunded_fen, ' fen refunded, its refunds come to ',
                          coalesce(r.fen, 0))
              from payment_order o
              left join (select market_id, order_no, sum(amount_fen) as fen
                           from payment_refund
                          where market_id = #{marketId} and state = 'DONE' and order_no is not null
                          group by market_id, order_no) r
                on r.market_id = o.market_id and r.order_no = o.order_no
             where o.market_id = #{marketId}
               and (o.refunded_fen <> coalesce(r.fen, 0)
                    or o.state = 'REFUNDED' and o.refunded_fen <> o.amount_fen
                    or o.state = 'PART_REFUNDED' and (o.refunded_fen = 0 or o.refunded_fen >= o.amount_fen)
                    or o.state in ('WAITING', 'PAID', 'CLOSED') and o.refunded_fen <> 0)
             limit 100
            """)
    List<String> refundsOff(@Param("marketId") long marketId);

    @Select("""
            select concat('refund ', r.refund_no, ' is done but has no journal')
              from payment_refund r
              left join ledger_journal j
                on j.market_id = r.market_id and j.business_key = concat('refund:', r.refund_no)
             where r.market_id = #{marketId} and r.state = 'DONE' and j.journal_id is null
             limit 100
            """)
    List<String> refundWithoutJournal(@Param("marketId") long marketId);

    /** Whatever gave money back, channel or drawer, gave exactly what a refund that is done says. */
    @Select("""
            select concat('journal ', j.business_key, ' gives back ', -e.amount_fen, ' fen, its refund ',
                          coalesce(r.amount_fen, 0))
              from ledger_journal j
              join ledger_entry e on e.market_id = j.market_id and e.journal_id = j.journal_id
              join ledger_account a
                on a.market_id = e.market_id and a.account_id = e.account_id
               and a.kind = case when j.kind = 'CASH_REFUND' then 'cash_with_vendor' else 'channel_receivable' end
              left join payment_refund r
                on r.market_id = j.market_id and r.refund_no = cast(substring_index(j.business_key, ':', -1) as unsigned)
               and r.state = 'DONE' and (r.channel = 'CASH') = (j.kind = 'CASH_REFUND')
             where j.market_id = #{marketId} and j.kind in ('REFUND', 'SUSPENSE_REFUND', 'CASH_REFUND')
               and (r.refund_no is null or r.amount_fen <> -e.amount_fen)
             limit 100
            """)
    List<String> journalWithoutRefund(@Param("marketId") long marketId);

    @Select("""
            select concat('the shares of refund ', r.refund_no, ' come to ', coalesce(sum(s.amount_fen), 0), ' of ',
                          case when r.channel = 'CASH' then 0 else -r.amount_fen end, ' fen')
              from payment_refund r
              left join settlement_share s
                on s.market_id = r.market_id and s.source_no = r.refund_no and s.kind = 'REFUND'
             where r.market_id = #{marketId} and r.state = 'DONE' and r.order_no is not null
             group by r.market_id, r.refund_no, r.channel, r.amount_fen
            having coalesce(sum(s.amount_fen), 0) <> case when r.channel = 'CASH' then 0 else -r.amount_fen end
                or r.channel = 'CASH' and count(s.line_no) > 0
             limit 100
            """)
    List<String> refundSharesOff(@Param("marketId") long marketId);

    @Select("""
            select concat('the refunds of ', r.business_date, ' come to ', r.fen, ' fen, the hours to ', coalesce(h.fen, 0))
              from (select market_id, business_date, sum(amount_fen) as fen
                      from payment_refund
                     where market_id = #{marketId} and state = 'DONE' and order_no is not null
                     group by market_id, business_date) r
              left join (select market_id, business_date, sum(refund_fen) as fen
                           from payment_hour
                          where market_id = #{marketId}
                          group by market_id, business_date) h
                on h.market_id = r.market_id and h.business_date = r.business_date
             where r.fen <> coalesce(h.fen, 0)
             limit 100
            """)
    List<String> refundHoursOff(@Param("marketId") long marketId);

    @Select("""
            select concat('suspense ', s.channel, ' ', s.channel_txn, ' is ', s.state, ' but has no journal of that')
              from payment_suspense s
              left join payment_refund r
                on r.market_id = s.market_id and r.suspense_id = s.suspense_id and r.state = 'DONE'
              left join ledger_journal j
                on j.market_id = s.market_id
               and j.business_key = case when s.state = 'ASSIGNED' then concat('assign:', s.suspense_id)
                                         else concat('refund:', r.refund_no) end
             where s.market_id = #{marketId} and s.state in ('REFUNDED', 'ASSIGNED') and j.journal_id is null
             limit 100
            """)
    List<String> suspenseEndedOff(@Param("marketId") long marketId);

    /** An account is folded through its own mark or its market's (account 0), whichever is greater. */
    @Select("""
            select concat('the fold of account ', a.code, ' says ', coalesce(f.debit_fen, 0), ' debit, ',
                          coalesce(f.credit_fen, 0), ' credit, ', coalesce(f.balance_fen, 0), ' fen of ',
                          coalesce(f.entries, 0), ' entries, its entries come to ', coalesce(s.debit_fen, 0), ' debit, ',
                          coalesce(s.credit_fen, 0), ' credit of ', coalesce(s.entries, 0))
              from ledger_account a
              left join ledger_fold f on f.market_id = a.market_id and f.account_id = a.account_id
              left join (select e.account_id, count(*) as entries,
                                sum(case when e.amount_fen > 0 then e.amount_fen else 0 end) as debit_fen,
                                sum(case when e.amount_fen < 0 then -e.amount_fen else 0 end) as credit_fen
                           from ledger_entry e
                           left join ledger_fold own on own.market_id = e.market_id and own.account_id = e.account_id
                          where e.market_id = #{marketId}
                            and e.journal_id <= greatest(coalesce(own.folded_through, 0),
                                    coalesce((select m.folded_through from ledger_fold m
                                               where m.market_id = #{marketId} and m.account_id = 0), 0))
                          group by e.account_id) s
                on s.account_id = a.account_id
             where a.market_id = #{marketId}
               and (coalesce(f.debit_fen, 0) <> coalesce(s.debit_fen, 0)
                    or coalesce(f.credit_fen, 0) <> coalesce(s.credit_fen, 0)
                    or coalesce(f.entries, 0) <> coalesce(s.entries, 0)
                    or coalesce(f.balance_fen, 0) <> coalesce(f.debit_fen, 0) - coalesce(f.credit_fen, 0))
             limit 100
            """)
    List<String> foldsOff(@Param("marketId") long marketId);

    record Totals(long orders, long paidFen, long journals, long trialBalanceFen) {}
}
