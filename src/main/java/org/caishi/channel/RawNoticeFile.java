/** Reads and clears the rows of {@code channel_raw_notice}. */
package org.caishi.channel;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface RawNoticeFile {
    @Select("""
            select market_id, notice_id, channel, account_id, order_no, verdict, sender, received_at
              from channel_raw_notice
             where market_id = #{marketId} and notice_id = #{noticeId}
            """)
    Optional<KeptNotice> find(@Param("marketId") long marketId, @Param("noticeId") long noticeId);

    @Select("""
            select sealed
              from channel_raw_notice
             where market_id = #{marketId} and notice_id = #{noticeId}
            """)
    Optional<byte[]> sealed(@Param("marketId") long marketId, @Param("noticeId") long noticeId);

    @Select("""
            select market_id, notice_id, channel, account_id, order_no, verdict, sender, received_at
              from channel_raw_notice
             where market_id = #{marketId}
             order by notice_id desc
             limit #{limit}
            """)
    List<KeptNotice> newest(@Param("marketId") long marketId, @Param("limit") int limit);

    @Select("""
            select market_id, notice_id, channel, account_id, order_no, verdict, sender, received_at
              from channel_raw_notice
             where market_id = #{marketId} and order_no = #{orderNo}
             order by notice_id
             limit #{limit}
            """)
    List<KeptNotice> ofOrder(
            @Param("marketId") long marketId, @Param("orderNo") long orderNo, @Param("limit") int limit);

    /** Ids grow with time, so the first are the oldest. */
    @Select("""
            select market_id, notice_id, channel, account_id, order_no, verdict, sender, received_at
              from channel_raw_notice
             where market_id = #{marketId}
             order by notice_id
             limit #{limit}
            """)
    List<KeptNotice> oldest(@Param("marketId") long marketId, @Param("limit") int limit);

    @Delete("""
            delete from channel_raw_notice
             where market_id = #{marketId} and notice_id <= #{lastId}
            """)
    int deleteTo(@Param("marketId") long marketId, @Param("lastId") long lastId);

    /** To go through them one by one, closed markets' too. */
    @Select("""
            select distinct market_id
              from channel_raw_notice
            """)
    List<Long> markets();
}
