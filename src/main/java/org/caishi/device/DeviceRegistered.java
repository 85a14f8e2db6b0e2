/** Published when a device has been registered or retired, so that links need not wait for their next look. */
package org.caishi.device;

/** The registry has changed. */
public record DeviceRegistered(long marketId, String serial) {}
