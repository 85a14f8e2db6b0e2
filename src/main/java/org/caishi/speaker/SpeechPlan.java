/** How announcements of one stall are said: the stall's choices over the market's, and those over the product's. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param volume 0 to 10; empty: as the speaker has it
 * @param quiet nothing is said in any of these
 * @param tellsWaiting whether the sum that a customer is asked for is said
 * @param news a sum that came and is older is not said any more
 */
record SpeechPlan(
        Wording wording,
        OwnWords ownWords,
        Locale language,
        OptionalInt volume,
        OptionalInt speed,
        List<QuietHours> quiet,
        boolean tellsWaiting,
        Duration news,
        ZoneId zone) {
    /** The customer has begun to pay by then, or is being asked again. */
    private static final Duration ASKED = Duration.ofSeconds(10);

    /** A fee is as due a few minutes later. */
    private static final Duration REMINDED = Duration.ofMinutes(5);

    static SpeechPlan of(SpeechChoice market, SpeechChoice stall, ZoneId zone) {
        String wording = stall.wording().isEmpty() ? market.wording() : stall.wording();
        String language = stall.language().isEmpty() ? market.language() : stall.language();
        return new SpeechPlan(
                Wording.named(wording).orElse(Wording.PLAIN),
                new OwnWords(market.ownWords()),
                language.equals("en") ? Locale.ENGLISH : Locale.CHINESE,
                first(stall.volume(), market.volume()),
                first(stall.speed(), market.speed()),
                Stream.of(market, stall)
                        .flatMap(choice -> QuietHours.of(choice.quietFrom(), choice.quietUntil()).stream())
                        .toList(),
                Boolean.TRUE.equals(stall.tellsWaiting() == null ? market.tellsWaiting() : stall.tellsWaiting()),
                market.expirySeconds() == null ? Announcements.NEWS : Duration.ofSeconds(market.expirySeconds()),
                zone);
    }

    /** How long an announcement is worth being said. */
    Duration news(AnnouncementOrder.Event event) {
        return switch (event) {
            case ORDER_WAITING -> ASKED;
            case FEE_DUE -> REMINDED;
            case RECEIVED, REFUNDED, DAY_TOTAL, SUMMARY, TEST -> news;
        };
    }

    boolean isQuiet(Instant at) {
        return quiet.stream().anyMatch(hours -> hours.contain(at.atZone(zone).toLocalTime()));
    }

    String text(AnnouncementOrder order) {
        return switch (order.event()) {
            case RECEIVED -> AnnouncementText.received(wording, ownWords, order.wallet(), order.amount(), language);
            case REFUNDED -> AnnouncementText.refunded(order.amount(), language);
            case ORDER_WAITING -> AnnouncementText.orderWaiting(order.amount(), language);
            case DAY_TOTAL -> AnnouncementText.dayTotal(order.count(), order.amount(), language);
            case FEE_DUE -> AnnouncementText.feeDue(FeeKind.OTHER, order.amount(), language);
            case SUMMARY -> AnnouncementText.missed(order.count(), order.amount(), language);
            case TEST -> AnnouncementText.test(language);
        };
    }

    private static OptionalInt first(@Nullable Integer own, @Nullable Integer markets) {
        Integer chosen = own == null ? markets : own;
        return chosen == null ? OptionalInt.empty() : OptionalInt.of(chosen);
    }
}
