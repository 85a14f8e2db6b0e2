/** The rows of {@code ledger_account}. */
package org.caishi.ledger;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface Accounts {
    @Select("""
            select account_id
              from ledger_account
             where market_id = #{marketId} and code = #{code}
            """)
    Optional<Long> find(@Param("marketId") long marketId, @Param("code") String code);

    /** Opens an account unless another caller has just done so. */
    @Insert("""
            insert ignore into ledger_account (market_id, account_id, code, kind, owner_id, opened_at)
            values (#{marketId}, #{accountId}, #{code}, #{kind}, #{ownerId}, #{openedAt})
            """)
    void open(
            @Param("marketId") long marketId,
            @Param("accountId") long accountId,
            @Param("code") String code,
            @Param("kind") String kind,
            @Param("ownerId") long ownerId,
            @Param("openedAt") Instant openedAt);
}
