/** One line of the form in which a contract with a channel is entered. */
package org.caishi.channel;

/**
 * @param name of the value; its words are at {@code channel.account.<channel>.<name>}
 * @param otherwise what counts when nothing is entered; empty for none
 */
public record AccountField(String name, Kind kind, String otherwise) {
    public enum Kind {
        /** Who we are at the channel; fixed once the contract has been active: another merchant is another contract. */
        MERCHANT,
        TEXT,
        /** One line that is never shown again. */
        SECRET,
        /** Our private key as PEM, never shown again. */
        PRIVATE_KEY,
        /** A host; for the bank's operators alone, as whoever answers there is believed about money. */
        ADDRESS
    }

    public static AccountField of(String name, Kind kind) {
        return new AccountField(name, kind, "");
    }

    public static AccountField address(String name, String otherwise) {
        return new AccountField(name, Kind.ADDRESS, otherwise);
    }

    /** Whether a contract is whole without it. */
    public boolean isOptional() {
        return !otherwise.isEmpty();
    }

    /** Whether it is written and never shown. */
    public boolean isSecret() {
        return kind == Kind.SECRET || kind == Kind.PRIVATE_KEY;
    }
}
