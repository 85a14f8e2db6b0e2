/** The server side of Alipay's open platform: gateway, payers, wallet page, notices, splits and bills. */
@NullMarked
package org.caishi.simulator.alipay;

import org.jspecify.annotations.NullMarked;
