/** The rows of {@code identity_pin}. */
package org.caishi.identity;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface PinRows {
    @Select("""
            select pin_hash, failures, locked_until
              from identity_pin
             where user_id = #{userId}
               for update
            """)
    Optional<Pin> lock(@Param("userId") long userId);

    @Select("""
            select count(*)
              from identity_pin
             where user_id = #{userId}
            """)
    int count(@Param("userId") long userId);

    @Update("""
            update identity_pin
               set failures = #{failures}, locked_until = #{lockedUntil}
             where user_id = #{userId}
            """)
    void tried(
            @Param("userId") long userId,
            @Param("failures") int failures,
            @Param("lockedUntil") @Nullable Instant lockedUntil);

    @Insert("""
            insert into identity_pin (user_id, pin_hash, failures, locked_until, set_at)
            values (#{userId}, #{hash}, 0, null, #{at})
            on duplicate key update pin_hash = values(pin_hash), failures = 0, locked_until = null,
                   set_at = values(set_at)
            """)
    void put(@Param("userId") long userId, @Param("hash") String hash, @Param("at") Instant at);

    record Pin(String pinHash, int failures, @Nullable Instant lockedUntil) {
        @Override
        public String toString() {
            return "a pin, " + failures + " wrong tries";
        }
    }
}
