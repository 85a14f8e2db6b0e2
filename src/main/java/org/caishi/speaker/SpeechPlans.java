/** The choices of markets and stalls about their announcements; asked for every payment, so remembered for ten seconds. */
package org.caishi.speaker;

import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.market.Markets;
import org.caishi.platform.ShortMemory;
import org.springframework.stereotype.Component;

@Component
class SpeechPlans {
    /** Stands for the market itself. */
    static final long WHOLE_MARKET = 0;

    private final SpeechChoiceRows rows;
    private final Markets markets;
    private final ShortMemory<Long, Map<Long, SpeechChoice>> known;

    SpeechPlans(SpeechChoiceRows rows, Markets markets, InstantSource clock) {
        this.rows = rows;
        this.markets = markets;
        this.known = new ShortMemory<>(clock);
    }

    SpeechPlan of(StallKey stall) {
        Map<Long, SpeechChoice> choices = choices(stall.marketId());
        return SpeechPlan.of(
                choices.getOrDefault(WHOLE_MARKET, SpeechChoice.NOTHING),
                choices.getOrDefault(stall.stallId(), SpeechChoice.NOTHING),
                markets.byId(stall.marketId()).timeZone());
    }

    /** What exactly this stall, or with {@link #WHOLE_MARKET} the market, has chosen itself. */
    SpeechChoice choice(StallKey stall) {
        return choices(stall.marketId()).getOrDefault(stall.stallId(), SpeechChoice.NOTHING);
    }

    /** @throws org.caishi.platform.BadInput when one of the choices is none */
    void choose(StallKey stall, SpeechChoice choice) {
        rows.put(stall, choice.checked());
        known.forgetWithTransaction(stall.marketId());
    }

    private Map<Long, SpeechChoice> choices(long marketId) {
        return known.get(
                marketId,
                market -> rows.of(market).stream()
                        .collect(Collectors.toMap(SpeechChoiceRows.Row::stallId, SpeechChoiceRows.Row::choice)));
    }
}
