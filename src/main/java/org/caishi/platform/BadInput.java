/** Thrown where a person's input cannot be used; says in a message key, so in the reader's language, what to do. */
package org.caishi.platform;

import java.util.List;

public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Object> arguments;

    /**
     * @param messageKey a key of the message files
     * @param arguments what the message shows
     */
    public BadInput(String messageKey, Object... arguments) {
        super(messageKey);
        this.arguments = List.of(arguments);
    }

    public String messageKey() {
        return String.valueOf(getMessage());
    }

    public Object[] arguments() {
        return arguments.toArray();
    }
}
