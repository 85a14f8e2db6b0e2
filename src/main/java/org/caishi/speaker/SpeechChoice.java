/** What a market or one of its stalls has chosen about its announcements: a row of {@code speaker_choice}. */
package org.caishi.speaker;

import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * What is null or empty is left to the market, and there to the product.
 *
 * @param wording the name of a {@link Wording}, or empty
 * @param ownWords only a market has some
 * @param language {@code zh}, {@code en}, or empty
 * @param volume 0 to 10, on speakers that are told with each sentence
 * @param speed 0 to 10
 * @param quietFrom minute of the day by the market's clock
 * @param expirySeconds only a market sets it
 * @param tellsWaiting whether the sum that a customer is asked for is said
 */
record SpeechChoice(
        String wording,
        String ownWords,
        String language,
        @Nullable Integer volume,
        @Nullable Integer speed,
        @Nullable Integer quietFrom,
        @Nullable Integer quietUntil,
        @Nullable Integer expirySeconds,
        @Nullable Boolean tellsWaiting) {
    static final SpeechChoice NOTHING = new SpeechChoice("", "", "", null, null, null, null, null, null);

    static final int MOST = 10;
    static final int SHORTEST_EXPIRY = 10;
    static final int LONGEST_EXPIRY = 300;
    private static final int MINUTES = 24 * 60;

    /** @throws BadInput when one of the choices is none */
    SpeechChoice checked() {
        boolean known = (wording.isEmpty() || Wording.named(wording).isPresent())
                && (language.isEmpty() || language.equals("zh") || language.equals("en"));
        if (!known
                || !within(volume, 0, MOST)
                || !within(speed, 0, MOST)
                || !within(quietFrom, 0, MINUTES - 1)
                || !within(quietUntil, 0, MINUTES - 1)
                || !within(expirySeconds, SHORTEST_EXPIRY, LONGEST_EXPIRY)) {
            throw new BadInput("speaker.choice.unreadable");
        }
        if ((quietFrom == null) != (quietUntil == null)) {
            throw new BadInput("speaker.choice.quiet");
        }
        OwnWords own = OwnWords.read(ownWords);
        if (wording.equals(Wording.OWN.name()) && own.isEmpty()) {
            throw new BadInput("speaker.words.no-amount");
        }
        return this;
    }

    private static boolean within(@Nullable Integer value, int least, int most) {
        return value == null || value >= least && value <= most;
    }
}
