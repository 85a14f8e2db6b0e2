/** The rows of {@code identity_user}. */
package org.caishi.identity;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface UserAccounts {
    @Insert("""
            insert into identity_user
                   (user_id, sign_in_name, display_name, password_hash, role, market_id, vendor_id, state, created_at)
            values (#{a.userId}, #{a.signInName}, #{a.displayName}, #{a.passwordHash}, #{a.role}, #{a.marketId},
                    #{a.vendorId}, #{a.state}, #{at})
            """)
    void insert(@Param("a") Account account, @Param("at") Instant at);

    @Select("""
            select user_id, sign_in_name, display_name, password_hash, role, market_id, vendor_id, state
              from identity_user
             where sign_in_name = #{signInName}
            """)
    Optional<Account> byName(@Param("signInName") String signInName);
}
