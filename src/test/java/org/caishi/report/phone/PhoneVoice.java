/** A phone's voice in a test: the browser writes down what it would say; and what it is given to say. */
package org.caishi.report.phone;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.Transactions;
import org.caishi.speaker.AnnouncementOrder;
import org.caishi.speaker.AnnouncementOrder.Event;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.speaker.Announcements;
import org.caishi.speaker.StallKey;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

final class PhoneVoice {
    static final String SCRIPT = """
            window.spoken = [];
            Object.defineProperty(window, 'speechSynthesis', { value: {
              speak: words => { window.spoken.push(words.lang + ' ' + words.text);
                setTimeout(() => words.onend && words.onend({ type: 'end' }), 30); }, cancel: () => {} } });
            """;

    private PhoneVoice() {}

    /** As a booking at the first vendor's stall does it. */
    static void announce(Announcements announcements, Transactions transactions, long market, long orderNo, long fen) {
        transactions.run(() -> announcements.write(List.of(new AnnouncementOrder(
                market, 101, Event.RECEIVED, orderNo, Wallet.WECHAT, Money.ofFen(fen), Instant.now()))));
        announcements.nudge(Set.of(new StallKey(market, 101)));
    }

    static @Nullable String stateOf(JdbcTemplate jdbc, String number) {
        OrderNumber order = OrderNumber.parse(number).orElseThrow();
        return jdbc.queryForObject(
                "select state from speaker_announcement where market_id = ? and subject_no = ?",
                String.class,
                order.marketId(),
                order.orderNo());
    }
}
