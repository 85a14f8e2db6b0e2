/** Commands for speakers that ask for what they are to do; those who command keep them. */
package org.caishi.speaker;

import java.util.List;
import org.caishi.device.Device;

public interface WaitingCommands {
    /** Hands over what waits for a speaker, each once. */
    List<CommandMessage> take(Device speaker);

    /**
     * Notes an answer.
     *
     * @param id as the command had it
     * @return false when this speaker has never had such a command
     */
    boolean answered(Device speaker, String id, boolean done);
}
