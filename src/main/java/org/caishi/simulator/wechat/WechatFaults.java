/** What shall be wrong with which notices of the simulated WeChat Pay. */
package org.caishi.simulator.wechat;

import org.caishi.simulator.wallet.WaitingFaults;
import org.springframework.stereotype.Component;

@Component
@SimulatesWechat
class WechatFaults extends WaitingFaults {}
