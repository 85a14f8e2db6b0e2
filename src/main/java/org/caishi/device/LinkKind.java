/** How a device hangs on the product. */
package org.caishi.device;

public enum LinkKind {
    /** A serial port of this machine; the address is its path. */
    SERIAL,
    /** The device dials in; an address binds one that cannot say who it is. */
    TCP_IN,
    /** The product dials the device at host:port. */
    TCP_OUT,
    MQTT,
    HTTP
}
