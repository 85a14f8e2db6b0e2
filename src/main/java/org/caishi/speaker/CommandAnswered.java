/** A speaker has answered a command, not an announcement. */
package org.caishi.speaker;

import org.caishi.device.Device;

/**
 * Published on the thread that reads the speaker's answers.
 *
 * @param id as the command had it
 * @param done false: the speaker could not
 */
public record CommandAnswered(Device speaker, String id, boolean done) {}
