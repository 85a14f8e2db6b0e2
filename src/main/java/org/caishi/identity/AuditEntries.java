/** The rows of {@code identity_audit}, which only grows. */
package org.caishi.identity;

import java.time.Instant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

@Mapper
interface AuditEntries {
    @Insert("""
            insert into identity_audit (market_id, audit_id, at, user_id, who, action, subject, detail)
            values (#{marketId}, #{e.auditId}, #{e.at}, #{e.userId}, #{e.who}, #{e.action}, #{e.subject}, #{e.detail})
            """)
    void insert(@Param("marketId") long marketId, @Param("e") AuditEntry entry);

    record AuditEntry(
            long auditId,
            Instant at,
            @Nullable Long userId,
            String who,
            String action,
            String subject,
            String detail) {}
}
