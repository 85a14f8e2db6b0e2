/** The rows of {@code channel_application} and their steps. */
package org.caishi.channel.account;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface ApplicationRows {
    /** The unfinished first, then the newest. */
    @Select("""
            select market_id, application_id, vendor_id, channel, state, shop_name, owner_masked, id_no_masked,
                   card_no_masked, phone_masked, reason, merchant_no, version, created_at, changed_at
              from channel_application
             where market_id = #{marketId}
             order by state = 'FINISHED', changed_at desc
             limit #{limit}
            """)
    List<Application> of(@Param("marketId") long marketId, @Param("limit") int limit);

    @Select("""
            select market_id, application_id, vendor_id, channel, state, shop_name, owner_masked, id_no_masked,
                   card_no_masked, phone_masked, reason, merchant_no, version, created_at, changed_at
              from channel_application
             where market_id = #{marketId} and application_id = #{applicationId}
            """)
    Optional<Application> find(@Param("marketId") long marketId, @Param("applicationId") long applicationId);

    /** Reads it as it is now and holds it until the transaction ends. */
    @Select("""
            select market_id, application_id, vendor_id, channel, state, shop_name, owner_masked, id_no_masked,
                   card_no_masked, phone_masked, reason, merchant_no, version, created_at, changed_at
              from channel_application
             where market_id = #{marketId} and application_id = #{applicationId}
               for update
            """)
    Optional<Application> lock(@Param("marketId") long marketId, @Param("applicationId") long applicationId);

    @Select("""
            select sealed
              from channel_application
             where market_id = #{marketId} and application_id = #{applicationId}
            """)
    Optional<byte[]> sealed(@Param("marketId") long marketId, @Param("applicationId") long applicationId);

    @Insert("""
            insert into channel_application (market_id, application_id, vendor_id, channel, state, shop_name,
                   owner_masked, id_no_masked, card_no_masked, phone_masked, sealed, reason, merchant_no, version,
                   created_at, changed_at)
            values (#{a.marketId}, #{a.applicationId}, #{a.vendorId}, #{a.channel}, #{a.state}, #{a.shopName},
                    #{a.ownerMasked}, #{a.idNoMasked}, #{a.cardNoMasked}, #{a.phoneMasked}, #{sealed}, #{a.reason},
                    #{a.merchantNo}, #{a.version}, #{a.createdAt}, #{a.changedAt})
            """)
    void add(@Param("a") Application application, @Param("sealed") byte[] sealed);

    @Update("""
            update channel_application
               set state = #{a.state}, shop_name = #{a.shopName}, owner_masked = #{a.ownerMasked},
                   id_no_masked = #{a.idNoMasked}, card_no_masked = #{a.cardNoMasked},
                   phone_masked = #{a.phoneMasked}, sealed = #{sealed}, reason = #{a.reason},
                   merchant_no = #{a.merchantNo}, version = #{a.version}, changed_at = #{a.changedAt}
             where market_id = #{a.marketId} and application_id = #{a.applicationId}
            """)
    void put(@Param("a") Application application, @Param("sealed") byte[] sealed);

    @Select("""
            select step_no, state, note, at, who
              from channel_application_step
             where market_id = #{marketId} and application_id = #{applicationId}
             order by step_no
             limit 200
            """)
    List<Application.Step> steps(@Param("marketId") long marketId, @Param("applicationId") long applicationId);

    @Insert("""
            insert into channel_application_step (market_id, application_id, step_no, state, note, at, who)
            values (#{marketId}, #{applicationId}, #{s.stepNo}, #{s.state}, #{s.note}, #{s.at}, #{s.who})
            """)
    void addStep(
            @Param("marketId") long marketId,
            @Param("applicationId") long applicationId,
            @Param("s") Application.Step step);
}
