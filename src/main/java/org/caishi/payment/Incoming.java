/** A verified payment on its way to the books, with the market and order that it names. */
package org.caishi.payment;

import org.caishi.channel.PaidNotice;
import org.jspecify.annotations.Nullable;

/**
 * @param marketId the market whose books take it; 0, the platform itself, when none can be told
 * @param number the order it names; null when that is no number of ours
 */
record Incoming(long marketId, @Nullable OrderNumber number, PaidNotice notice) {}
