/** Bytes that a device sent and that could not be used, as a technician wants to see them. */
package org.caishi.device;

import java.time.Instant;

/** @param hex upper case, a blank between two bytes; the last of them are the ones that gave offence */
public record BadFrame(Instant at, String kind, String hex) {}
