/** The rows of {@code ledger_fence} and {@code ledger_fold}, and the reading of balances as fold + tail. */
package org.caishi.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * A balance is read in one statement: at READ COMMITTED two statements see two states of the books, and a fold that
 * commits between them would be counted twice or not at all. MyBatis remembers what it has read in a transaction, and
 * journals are written past that memory: so whatever may have changed meanwhile flushes it.
 */
@Mapper
interface Folds {
    /** Every market that has ever posted; each is then looked at by itself. */
    @Select("""
            select market_id
              from ledger_fence
             order by market_id
            """)
    List<Long> markets();

    @Insert("""
            insert ignore into ledger_fence (market_id, safe_through, moved_at)
            values (#{marketId}, 0, #{at})
            """)
    void beginFence(@Param("marketId") long marketId, @Param("at") Instant at);

    /** Waits for whoever posts to the market, and keeps everybody else waiting until the transaction ends. */
    @Select("""
            select safe_through
              from ledger_fence
             where market_id = #{marketId}
               for update
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<Long> holdFence(@Param("marketId") long marketId);

    /** Fails at once where somebody posts: he who waited here would keep the next one who posts waiting behind him. */
    @Select("""
            select safe_through
              from ledger_fence
             where market_id = #{marketId}
               for update nowait
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    long holdFenceAtOnce(@Param("marketId") long marketId);

    @Update("""
            update ledger_fence
               set safe_through = #{through}, moved_at = #{at}
             where market_id = #{marketId}
            """)
    void moveFence(@Param("marketId") long marketId, @Param("through") long through, @Param("at") Instant at);

    @Select("""
            select c.safe_through,
                   coalesce((select max(j.journal_id) from ledger_journal j where j.market_id = #{marketId}), 0) as newest,
                   coalesce((select m.folded_through from ledger_fold m
                              where m.market_id = #{marketId} and m.account_id = 0), 0) as folded_through
              from ledger_fence c
             where c.market_id = #{marketId}
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<Progress> progress(@Param("marketId") long marketId);

    /** The last journal of the next portion, if there are that many. */
    @Select("""
            select journal_id
              from ledger_journal
             where market_id = #{marketId} and journal_id > #{after}
             order by journal_id
             limit 1 offset #{skip}
            """)
    Optional<Long> portion(@Param("marketId") long marketId, @Param("after") long after, @Param("skip") int skip);

    @Insert("""
            insert ignore into ledger_fold (market_id, account_id, folded_through, debit_fen, credit_fen, balance_fen,
                   entries, folded_at)
            values (#{marketId}, #{accountId}, 0, 0, 0, 0, 0, #{at})
            """)
    void begin(@Param("marketId") long marketId, @Param("accountId") long accountId, @Param("at") Instant at);

    @Select("""
            select folded_through
              from ledger_fold
             where market_id = #{marketId} and account_id = #{accountId}
               for update
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    Optional<Long> lock(@Param("marketId") long marketId, @Param("accountId") long accountId);

    /** For accounts that have none yet. */
    @Insert("""
            insert ignore into ledger_fold (market_id, account_id, folded_through, debit_fen, credit_fen, balance_fen,
                   entries, folded_at)
            select a.market_id, a.account_id, 0, 0, 0, 0, 0, #{at}
              from ledger_account a
              left join ledger_fold f on f.market_id = a.market_id and f.account_id = a.account_id
             where a.market_id = #{marketId} and f.account_id is null
            """)
    void beginMissing(@Param("marketId") long marketId, @Param("at") Instant at);

    /** All accounts of the market, its own row first. */
    @Select("""
            select account_id
              from ledger_fold
             where market_id = #{marketId}
             order by account_id
               for update
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    List<Long> lockAll(@Param("marketId") long marketId);

    /** Only with all rows of the market locked; what an account has folded by itself already is left out. */
    @Insert("""
            insert into ledger_fold (market_id, account_id, folded_through, debit_fen, credit_fen, balance_fen, entries,
                   folded_at)
            select e.market_id, e.account_id, #{through},
                   sum(case when e.amount_fen > 0 then e.amount_fen else 0 end),
                   sum(case when e.amount_fen < 0 then -e.amount_fen else 0 end),
                   sum(e.amount_fen), count(*), #{at}
              from ledger_entry e
              left join ledger_fold own on own.market_id = e.market_id and own.account_id = e.account_id
             where e.market_id = #{marketId} and e.journal_id > #{after} and e.journal_id <= #{through}
               and e.journal_id > coalesce(own.folded_through, 0)
             group by e.market_id, e.account_id
                on duplicate key update
                   folded_through = values(folded_through),
                   debit_fen = ledger_fold.debit_fen + values(debit_fen),
                   credit_fen = ledger_fold.credit_fen + values(credit_fen),
                   balance_fen = ledger_fold.balance_fen + values(balance_fen),
                   entries = ledger_fold.entries + values(entries),
                   folded_at = values(folded_at)
            """)
    void foldAll(
            @Param("marketId") long marketId,
            @Param("after") long after,
            @Param("through") long through,
            @Param("at") Instant at);

    @Insert("""
            insert into ledger_fold (market_id, account_id, folded_through, debit_fen, credit_fen, balance_fen,
                   entries, folded_at)
            values (#{marketId}, 0, #{through}, 0, 0, 0, 0, #{at})
                on duplicate key update folded_through = values(folded_through), folded_at = values(folded_at)
            """)
    void mark(@Param("marketId") long marketId, @Param("through") long through, @Param("at") Instant at);

    /** What has come to an account since it was folded, below the fence and above it. */
    @Select("""
            select coalesce(sum(case when e.journal_id <= #{fence} and e.amount_fen > 0 then e.amount_fen else 0 end), 0)
                       as debit_fen,
                   coalesce(sum(case when e.journal_id <= #{fence} and e.amount_fen < 0 then -e.amount_fen else 0 end), 0)
                       as credit_fen,
                   coalesce(sum(case when e.journal_id <= #{fence} then 1 else 0 end), 0) as entries,
                   coalesce(sum(case when e.journal_id > #{fence} then e.amount_fen else 0 end), 0) as tail_fen
              from ledger_entry e
             where e.market_id = #{marketId} and e.account_id = #{accountId} and e.journal_id > #{after}
            """)
    Since since(
            @Param("marketId") long marketId,
            @Param("accountId") long accountId,
            @Param("after") long after,
            @Param("fence") long fence);

    /** Only with the account's row locked. */
    @Update("""
            update ledger_fold
               set folded_through = #{through}, debit_fen = debit_fen + #{s.debitFen},
                   credit_fen = credit_fen + #{s.creditFen}, balance_fen = balance_fen + #{s.debitFen} - #{s.creditFen},
                   entries = entries + #{s.entries}, folded_at = #{at}
             where market_id = #{marketId} and account_id = #{accountId}
            """)
    void fold(
            @Param("marketId") long marketId,
            @Param("accountId") long accountId,
            @Param("through") long through,
            @Param("s") Since since,
            @Param("at") Instant at);

    @Select("""
            select balance_fen
              from ledger_fold
             where market_id = #{marketId} and account_id = #{accountId}
            """)
    long folded(@Param("marketId") long marketId, @Param("accountId") long accountId);

    @Select("""
            select a.code, coalesce(f.balance_fen, 0) + coalesce(t.fen, 0) as fen
              from ledger_account a
              left join ledger_fold f on f.market_id = a.market_id and f.account_id = a.account_id
              left join (select e.account_id, sum(e.amount_fen) as fen
                           from ledger_entry e
                           left join ledger_fold own on own.market_id = e.market_id and own.account_id = e.account_id
                          where e.market_id = #{marketId}
                            and e.journal_id > coalesce((select m.folded_through from ledger_fold m
                                                          where m.market_id = #{marketId} and m.account_id = 0), 0)
                            and e.journal_id > coalesce(own.folded_through, 0)
                          group by e.account_id) t
                on t.account_id = a.account_id
             where a.market_id = #{marketId}
             order by a.code
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    List<Balance> balances(@Param("marketId") long marketId);

    @Select("""
            select coalesce((select f.balance_fen from ledger_fold f
                              where f.market_id = #{marketId} and f.account_id = #{accountId}), 0)
                 + coalesce((select sum(e.amount_fen) from ledger_entry e
                              where e.market_id = #{marketId} and e.account_id = #{accountId}
                                and e.journal_id > coalesce((select max(m.folded_through) from ledger_fold m
                                                              where m.market_id = #{marketId}
                                                                and m.account_id in (0, #{accountId})), 0)), 0) as fen
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    long balance(@Param("marketId") long marketId, @Param("accountId") long accountId);

    /** Every kind of the chart, also those without an account in the market. */
    @Select("""
            select c.kind, c.class as account_class, c.normal_side,
                   coalesce(sum(s.debit_fen), 0) as debit_fen, coalesce(sum(s.credit_fen), 0) as credit_fen
              from ledger_chart c
              left join (select a.kind, f.debit_fen, f.credit_fen
                           from ledger_account a
                           join ledger_fold f on f.market_id = a.market_id and f.account_id = a.account_id
                          where a.market_id = #{marketId}
                          union all
                         select a.kind, case when e.amount_fen > 0 then e.amount_fen else 0 end,
                                case when e.amount_fen < 0 then -e.amount_fen else 0 end
                           from ledger_entry e
                           join ledger_account a on a.market_id = e.market_id and a.account_id = e.account_id
                           left join ledger_fold own on own.market_id = e.market_id and own.account_id = e.account_id
                          where e.market_id = #{marketId}
                            and e.journal_id > coalesce((select m.folded_through from ledger_fold m
                                                          where m.market_id = #{marketId} and m.account_id = 0), 0)
                            and e.journal_id > coalesce(own.folded_through, 0)) s
                on s.kind = c.kind
             group by c.kind, c.class, c.normal_side
             order by c.class, c.kind
            """)
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    List<KindSum> trialBalance(@Param("marketId") long marketId);

    /** @param fen debit less credit */
    record Balance(String code, long fen) {}

    /** How far a market's books have come, by journal ids. */
    record Progress(long safeThrough, long newest, long foldedThrough) {}

    record Since(long debitFen, long creditFen, long entries, long tailFen) {}

    record KindSum(String kind, String accountClass, String normalSide, long debitFen, long creditFen) {}
}
