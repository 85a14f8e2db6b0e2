/** Writes down who did what with money and rights; nothing written here is ever changed. */
package org.caishi.identity;

import java.time.Clock;
import org.caishi.identity.AuditEntries.AuditEntry;
import org.caishi.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public class AuditTrail {
    /** Stands for the product itself, where no person acted. */
    private static final String PRODUCT = "caishi";

    private final AuditEntries entries;
    private final Ids ids;
    private final Clock clock;

    AuditTrail(AuditEntries entries, Ids ids, Clock clock) {
        this.entries = entries;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds one line, in the caller's transaction where there is one. Texts longer than their column are cut.
     *
     * @param marketId 0 for the platform itself
     * @param who null where the product acted by itself
     * @param action what was done, e.g. {@code plate.bind}
     * @param subject to what, e.g. {@code stall A012}
     * @param detail the rest, without secrets or personal data in clear
     */
    public void record(long marketId, @Nullable Person who, String action, String subject, String detail) {
        record(
                marketId,
                who == null ? null : who.userId(),
                who == null ? PRODUCT : who.signInName(),
                action,
                subject,
                detail);
    }

    void record(long marketId, @Nullable Long userId, String who, String action, String subject, String detail) {
        entries.insert(
                marketId,
                new AuditEntry(
                        ids.next(marketId),
                        clock.instant(),
                        userId,
                        cut(who, 60),
                        cut(action, 60),
                        cut(subject, 120),
                        cut(detail, 1000)));
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
