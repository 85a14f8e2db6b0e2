/** The rows of {@code report_books_check} and {@code report_books_finding}: what each self-check came to. */
package org.caishi.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.units.Money;

@Mapper
interface CheckRows {
    @Insert("""
            insert into report_books_check (check_id, started_at, took_millis, orders, paid_fen, journals,
                   trial_balance_fen, findings)
            values (#{checkId}, #{startedAt}, #{tookMillis}, #{orders}, #{paidFen}, #{journals},
                   #{trialBalanceFen}, #{findings})
            """)
    void add(BooksChecked check);

    @Insert("""
            <script>
            insert into report_books_finding (check_id, line_no, says)
            values <foreach collection="says" item="line" index="i" separator=",">(#{checkId}, #{i}, #{line})</foreach>
            </script>
            """)
    void addFindings(@Param("checkId") long checkId, @Param("says") List<String> says);

    @Select("""
            select check_id, started_at, took_millis, orders, paid_fen, journals, trial_balance_fen, findings
              from report_books_check
             order by check_id desc
             limit 1
            """)
    Optional<BooksChecked> last();

    @Select("""
            select says
              from report_books_finding
             where check_id = #{checkId}
             order by line_no
             limit #{most}
            """)
    List<String> findings(@Param("checkId") long checkId, @Param("most") int most);

    /** The newest check that is too old to keep. */
    @Select("""
            select check_id
              from report_books_check
             order by check_id desc
             limit 1 offset #{kept}
            """)
    Optional<Long> oldest(@Param("kept") int kept);

    @Delete("""
            delete from report_books_finding
             where check_id <= #{checkId}
            """)
    void removeFindings(@Param("checkId") long checkId);

    @Delete("""
            delete from report_books_check
             where check_id <= #{checkId}
            """)
    void remove(@Param("checkId") long checkId);

    /** @param findings all of them, also those that were too many to keep */
    record BooksChecked(
            long checkId,
            Instant startedAt,
            long tookMillis,
            long orders,
            long paidFen,
            long journals,
            long trialBalanceFen,
            int findings) {
        public Money paid() {
            return Money.ofFen(paidFen);
        }

        public Money trialBalance() {
            return Money.ofFen(trialBalanceFen);
        }

        /** Seconds with a tenth, e.g. {@code 1.3}. */
        public String seconds() {
            Duration took = Duration.ofMillis(tookMillis);
            return took.toSeconds() + "." + took.toMillisPart() / 100;
        }
    }
}
