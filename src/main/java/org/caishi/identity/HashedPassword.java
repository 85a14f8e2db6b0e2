/** A password as it may be kept: hashed, and never shown. */
package org.caishi.identity;

/** Made by {@link Users#hashed}. */
public record HashedPassword(String hash) {
    @Override
    public String toString() {
        return "a hashed password";
    }
}
