/** The ways by which money reaches a vendor, by the names that rows, pages and metrics use. */
package org.caishi.channel;

public enum ChannelName {
    WECHAT,
    ALIPAY,
    UNIONPAY,
    /** Handed over at the stall: no channel is called so, and nothing of it is settled. */
    CASH
}
