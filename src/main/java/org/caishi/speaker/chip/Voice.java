/** How loud and how fast a chip shall speak, in the chip's own steps. */
package org.caishi.speaker.chip;

import java.util.OptionalInt;

/**
 * What is empty stays as the chip has it. The steps differ between chips, which check them: see {@link SpeechChip}.
 *
 * @param volume 0 is silent
 * @param speed 0 is slowest
 */
public record Voice(OptionalInt volume, OptionalInt speed) {
    public static final Voice UNCHANGED = new Voice(OptionalInt.empty(), OptionalInt.empty());

    public static Voice of(int volume, int speed) {
        return new Voice(OptionalInt.of(volume), OptionalInt.of(speed));
    }

    /**
     * The control tags, e.g. {@code [v8][t4]}; empty when nothing is to change.
     *
     * @throws IllegalArgumentException when a step is outside the chip's range
     */
    String tags(int loudest, char speedTag, int fastest) {
        return tag('v', volume, loudest) + tag(speedTag, speed, fastest);
    }

    private static String tag(char letter, OptionalInt step, int most) {
        if (step.isEmpty()) {
            return "";
        }
        if (step.getAsInt() < 0 || step.getAsInt() > most) {
            throw new IllegalArgumentException(
                    "[%c] runs from 0 to %d on this chip, not %d".formatted(letter, most, step.getAsInt()));
        }
        return "[" + letter + step.getAsInt() + "]";
    }
}
