/** A notice that was kept as it came: where from, when, and what was made of it; its bytes stay sealed. */
package org.caishi.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param marketId 0 where no market can be told
 * @param orderNo the order that it names, if it is one of ours
 * @param verdict PAID, REFUNDED, OTHER, or a {@link NoticeReading.Reason}
 * @param sender IP address
 */
public record KeptNotice(
        long marketId,
        long noticeId,
        ChannelName channel,
        long accountId,
        @Nullable Long orderNo,
        String verdict,
        String sender,
        Instant receivedAt) {}
