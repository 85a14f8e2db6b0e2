/** Thrown where a thing does not exist for the one who asks; another market's id is answered the same way. */
package org.caishi.platform;

public final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super(what);
    }
}
