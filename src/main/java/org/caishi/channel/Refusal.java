/** How many notices were refused in an hour for one reason. */
package org.caishi.channel;

import java.time.Instant;

/**
 * @param hourAt when the hour began
 * @param marketId 0 where no market can be told
 * @param reason a {@link NoticeReading.Reason}, or why a genuine one could not be booked
 */
public record Refusal(Instant hourAt, long marketId, ChannelName channel, String reason, long refusals) {}
