/** What shall be wrong with which notices of the simulated Alipay. */
package org.caishi.simulator.alipay;

import org.caishi.simulator.wallet.WaitingFaults;
import org.springframework.stereotype.Component;

@Component
@SimulatesAlipay
class AlipayFaults extends WaitingFaults {}
