/** MQTT: the embedded broker with its rules of who may say and hear what, and the product's own end of it. */
@NullMarked
package org.caishi.device.mqtt;

import org.jspecify.annotations.NullMarked;
