/** What somebody typed about announcements, as the form sends it. */
package org.caishi.speaker;

import java.time.DateTimeException;
import java.time.LocalTime;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;

/** Everything is text and may be missing; a field that a page does not have keeps nothing. */
record SpeechForm(
        @Nullable String wording,
        @Nullable String ownWords,
        @Nullable String language,
        @Nullable String volume,
        @Nullable String speed,
        @Nullable String quietFrom,
        @Nullable String quietUntil,
        @Nullable String expirySeconds,
        @Nullable String tellsWaiting) {
    /** A stall's choice: own words and expiry are the market's. */
    SpeechChoice ofStall() {
        SpeechChoice all = ofMarket();
        return new SpeechChoice(
                all.wording(),
                "",
                all.language(),
                all.volume(),
                all.speed(),
                all.quietFrom(),
                all.quietUntil(),
                null,
                all.tellsWaiting());
    }

    SpeechChoice ofMarket() {
        return new SpeechChoice(
                text(wording),
                text(ownWords),
                text(language),
                number(volume),
                number(speed),
                minute(quietFrom),
                minute(quietUntil),
                number(expirySeconds),
                yesOrNo(tellsWaiting));
    }

    /** As a field of type time shows it; empty for none. */
    static String shown(@Nullable Integer minute) {
        return minute == null ? "" : LocalTime.MIN.plusMinutes(minute).toString();
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static @Nullable Integer number(@Nullable String typed) {
        String digits = text(typed);
        if (digits.isEmpty()) {
            return null;
        }
        if (!digits.matches("\\d{1,4}")) {
            throw new BadInput("speaker.choice.unreadable");
        }
        return Integer.valueOf(digits);
    }

    private static @Nullable Boolean yesOrNo(@Nullable String chosen) {
        return switch (text(chosen)) {
            case "" -> null;
            case "yes" -> true;
            case "no" -> false;
            default -> throw new BadInput("speaker.choice.unreadable");
        };
    }

    private static @Nullable Integer minute(@Nullable String typed) {
        String time = text(typed);
        try {
            return time.isEmpty() ? null : LocalTime.parse(time).toSecondOfDay() / 60;
        } catch (DateTimeException unreadable) {
            throw new BadInput("speaker.choice.unreadable");
        }
    }
}
