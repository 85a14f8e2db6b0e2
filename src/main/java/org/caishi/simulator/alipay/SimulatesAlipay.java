/** Marks what exists only while Alipay is simulated: in the demonstration, with no settings of one's own. */
package org.caishi.simulator.alipay;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty({"caishi.demo", AlipayEnvironment.SWITCH})
@interface SimulatesAlipay {}
