/** The device that signed a request. */
package org.caishi.device;

import java.security.Principal;

public record DevicePrincipal(Device device) implements Principal {
    @Override
    public String getName() {
        return device.serial();
    }
}
