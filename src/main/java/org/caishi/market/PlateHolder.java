/** Everything that a scanned plate stands for. */
package org.caishi.market;

/** A plate that is active, with its stall and vendor as they are now; whether they may collect is in their states. */
public record PlateHolder(Market market, Stall stall, Vendor vendor, Plate plate) {}
