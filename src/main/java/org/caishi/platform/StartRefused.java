/** Thrown when the product cannot start for a reason that a person can mend; the words are all that is shown. */
package org.caishi.platform;

public class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefused(String words) {
        super(words);
    }

    public StartRefused(String words, Throwable cause) {
        super(words, cause);
    }
}
