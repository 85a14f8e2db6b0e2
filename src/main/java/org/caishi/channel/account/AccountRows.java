/** The rows of {@code channel_account}. */
package org.caishi.channel.account;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface AccountRows {
    /** Of all markets: each node looks every few seconds which contracts have changed. */
    @Select("""
            select market_id, account_id, channel, name, state, version, changed_at, changed_by
              from channel_account
             order by market_id, account_id
             limit 10000
            """)
    List<AccountRow> all();

    /** Reads it as it is now and holds it until the transaction ends. */
    @Select("""
            select market_id, account_id, channel, name, state, version, changed_at, changed_by
              from channel_account
             where market_id = #{marketId} and account_id = #{accountId}
               for update
            """)
    Optional<AccountRow> lock(@Param("marketId") long marketId, @Param("accountId") long accountId);

    @Select("""
            select version, sealed
              from channel_account
             where market_id = #{marketId} and account_id = #{accountId}
            """)
    Optional<SealedSettings> sealed(@Param("marketId") long marketId, @Param("accountId") long accountId);

    /** A second active one of the same market and channel is refused by its key. */
    @Insert("""
            insert into channel_account (market_id, account_id, channel, name, state, active_channel, sealed, version,
                   changed_at, changed_by)
            values (#{r.marketId}, #{r.accountId}, #{r.channel}, #{r.name}, #{r.state}, #{activeChannel}, #{sealed},
                    #{r.version}, #{r.changedAt}, #{r.changedBy})
            """)
    void add(
            @Param("r") AccountRow row,
            @Param("activeChannel") @Nullable String activeChannel,
            @Param("sealed") byte[] sealed);

    @Update("""
            update channel_account
               set name = #{r.name}, state = #{r.state}, active_channel = #{activeChannel}, sealed = #{sealed},
                   version = #{r.version}, changed_at = #{r.changedAt}, changed_by = #{r.changedBy}
             where market_id = #{r.marketId} and account_id = #{r.accountId}
            """)
    void put(
            @Param("r") AccountRow row,
            @Param("activeChannel") @Nullable String activeChannel,
            @Param("sealed") byte[] sealed);

    @SuppressWarnings("ArrayRecordComponent")
    record SealedSettings(long version, byte[] sealed) {}
}
