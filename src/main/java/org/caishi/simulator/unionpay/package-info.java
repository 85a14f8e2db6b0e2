/** A UnionPay acquirer as its merchants see it: the 5.1.0 envelope, the acquirer's own form where that is silent, and a wallet page. */
@NullMarked
package org.caishi.simulator.unionpay;

import org.jspecify.annotations.NullMarked;
