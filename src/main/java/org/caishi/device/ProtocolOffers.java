/** Says which protocols devices may be registered with; a bean of the modules that know what the bytes mean. */
package org.caishi.device;

import java.util.List;

public interface ProtocolOffers {
    List<ProtocolOffer> protocols();
}
