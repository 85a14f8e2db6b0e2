/** The opaque word in a plate's address: it tells the market, and nothing else can be guessed from it. */
package org.caishi.market;

import java.util.random.RandomGenerator;

/**
 * Twenty characters of Crockford's base 32 in lower case (no i, l, o, u, so that it can be read out): four for the
 * market's id, sixteen random ones (80 bits).
 */
public final class PlateToken {
    /** The largest market id that four characters hold. */
    public static final long MAX_MARKET = (1L << 20) - 1;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS = 5;
    private static final int MARKET_CHARACTERS = 4;
    private static final int LENGTH = 20;
    private static final long NO_MARKET = -1;

    private PlateToken() {}

    /**
     * Draws a new token for a plate of a market.
     *
     * @param random a secure one, except where a demonstration must be the same every time
     */
    public static String draw(long marketId, RandomGenerator random) {
        if (marketId < 0 || marketId > MAX_MARKET) {
            throw new IllegalArgumentException("a plate cannot say market " + marketId);
        }
        StringBuilder token = new StringBuilder(LENGTH);
        for (int i = MARKET_CHARACTERS - 1; i >= 0; i--) {
            token.append(ALPHABET.charAt((int) (marketId >> (i * BITS)) & (ALPHABET.length() - 1)));
        }
        while (token.length() < LENGTH) {
            token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return token.toString();
    }

    /** The market that a token names; -1, which is no market's id, when the text is no token. */
    public static long marketOf(String token) {
        if (token.length() != LENGTH) {
            return NO_MARKET;
        }
        long market = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = ALPHABET.indexOf(token.charAt(i));
            if (digit < 0) {
                return NO_MARKET;
            }
            if (i < MARKET_CHARACTERS) {
                market = market << BITS | digit;
            }
        }
        return market;
    }
}
