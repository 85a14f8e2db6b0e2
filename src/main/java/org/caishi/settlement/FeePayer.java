/** Who bears the channel's fee. A fee that the market bears is a subsidy and still booked. */
package org.caishi.settlement;

public enum FeePayer {
    VENDOR,
    MARKET
}
