/** WeChat Pay, APIv3 in partner mode with the platform's public key, through the official SDK. */
@NullMarked
package org.caishi.channel.wechat;

import org.jspecify.annotations.NullMarked;
