/** Some of the gateway's methods by their names. */
package org.caishi.simulator.alipay;

import java.util.Map;
import java.util.function.Function;

interface AlipayMethods {
    /** What each answers: the fields of its {@code …_response}; {@code code} and {@code msg} are added where it has none. */
    Map<String, Function<AlipayCall, Map<String, Object>>> methods();
}
