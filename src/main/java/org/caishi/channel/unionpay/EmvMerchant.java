/** What a code for wallets from abroad says of us beside the order. */
package org.caishi.channel.unionpay;

/**
 * @param acquirerIin the acquirer's institution number, 8 digits
 * @param forwarderIin the number of the institution that forwards to UnionPay, 8 digits, usually the same
 * @param category merchant category code (ISO 18245), 4 digits
 * @param name in Latin letters, for wallets that show no Chinese, at most 25
 * @param city in Latin letters, at most 15
 */
record EmvMerchant(String acquirerIin, String forwarderIin, String category, String name, String city) {}
