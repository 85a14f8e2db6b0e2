/** A refund at the service: done when it is asked for. */
package org.caishi.simulator.alipay;

import java.time.Instant;

/**
 * @param amount in fen; 0 for one that only takes a split back
 */
record AlipayRefund(String outRequestNo, long amount, String reason, Instant at) {}
