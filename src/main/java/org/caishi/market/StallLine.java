/** One line of the stall list. */
package org.caishi.market;

import org.jspecify.annotations.Nullable;

/** A stall with its zone, and with its vendor and plate where it has them. */
record StallLine(
        String stallNo,
        String zone,
        StallState state,
        @Nullable String tradeName,
        @Nullable String ownerMasked,
        @Nullable String phoneMasked,
        @Nullable VendorState vendorState,
        @Nullable String plateSerial) {}
