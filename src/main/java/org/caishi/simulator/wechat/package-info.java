/** WeChat Pay APIv3 in partner mode as the service itself would answer, with its wallet, its notices and their misbehaviours. */
@NullMarked
package org.caishi.simulator.wechat;

import org.jspecify.annotations.NullMarked;
