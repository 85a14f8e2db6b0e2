/** What shall be wrong with which notices of the simulated UnionPay. */
package org.caishi.simulator.unionpay;

import org.caishi.simulator.wallet.WaitingFaults;
import org.springframework.stereotype.Component;

@Component
@SimulatesUnionpay
class UnionpayFaults extends WaitingFaults {}
