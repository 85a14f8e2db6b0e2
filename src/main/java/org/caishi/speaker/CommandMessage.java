/** A command as a speaker of the published protocol is told it, whatever carries it. */
package org.caishi.speaker;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * @param id begins with {@value #PREFIX}, which no announcement's does, so that an answer tells what it answers
 * @param command a {@link CommandKind}'s word
 * @param value per cent, of the volume
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandMessage(
        String id,
        String command,
        @Nullable Integer value,
        @Nullable String key) implements Told {
    public static final String PREFIX = "cmd-";

    /** Without the key: that is for the speaker alone. */
    @Override
    public String toString() {
        return command + " " + id;
    }
}
