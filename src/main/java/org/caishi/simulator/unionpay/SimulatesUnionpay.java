/** Marks what exists only while UnionPay is simulated: in the demonstration, with no settings of one's own. */
package org.caishi.simulator.unionpay;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty({"caishi.demo", UnionpayEnvironment.SWITCH})
@interface SimulatesUnionpay {
    /** Stands for the host. */
    String PATH = "/simulator/unionpay";
}
