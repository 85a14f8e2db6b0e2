/** The ways by which money reaches a vendor, by the names that rows, pages and metrics use. */
package org.caishi.channel;

public enum ChannelName {
    WECHAT,
    ALIPAY,
    UNIONPAY
}
