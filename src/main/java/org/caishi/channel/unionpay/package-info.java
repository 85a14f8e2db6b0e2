/**
 * UnionPay (云闪付 and bank apps) through an acquirer, on the JDK's cryptography and HTTP client; there is no SDK to use.
 *
 * <p>Public, and followed: fields over HTTP POST with the envelope, the signature and the names of the 5.1.0 interface
 * (open.unionpay.com, 开发手册 and 平台接入接口规范); the codes to show (01/07), codes shown (01/06), reversals (99/01), queries
 * (00/00) and refunds (04/00) of its 二维码支付; the payer's authorisation by redirect with {@code userAuthCode}.
 *
 * <p>The acquirer's form, where the public text is silent or wants what we do not keep: a query names the order number alone
 * (the public one wants the time of the order too); an order for a payer whom the wallet has told us (01/01 with {@code
 * userId} and {@code customerIp}, answered with {@code payUrl}); closing (99/02); the exchange of {@code userAuthCode} (00/01);
 * a day's bill by address and digest (76/01) instead of inside the answer; {@code payTime} beside each payment and refund;
 * {@code notifyTime} in a notice. Another acquirer's form is another adapter behind the same interface.
 */
@NullMarked
package org.caishi.channel.unionpay;

import org.jspecify.annotations.NullMarked;
