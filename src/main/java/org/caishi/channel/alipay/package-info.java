/** Alipay's open platform with RSA2 and public keys, as platform of sub-merchants (直付通), through the official SDK. */
@NullMarked
package org.caishi.channel.alipay;

import org.jspecify.annotations.NullMarked;
