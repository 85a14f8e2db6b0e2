/** The rows of {@code device_nonce}: which numbers-used-once have been used. */
package org.caishi.device;

import java.time.Instant;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

@Mapper
interface Nonces {
    /** Refused by its key when the nonce was used before, on whichever node. */
    @Insert("insert into device_nonce (serial, nonce, seen_at) values (#{serial}, #{nonce}, #{at})")
    void use(@Param("serial") String serial, @Param("nonce") String nonce, @Param("at") Instant at);

    @Delete("delete from device_nonce where seen_at < #{before} limit #{most}")
    int forget(@Param("before") Instant before, @Param("most") int most);
}
