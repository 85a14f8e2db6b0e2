/** After the commit, nudges speakers and open pages; what a nudge loses, the rows keep. */
package org.caishi.payment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.caishi.channel.ChannelName;
import org.caishi.platform.LivePages;
import org.caishi.speaker.Announcements;
import org.caishi.speaker.StallKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class PaidNews {
    private static final Logger LOG = LoggerFactory.getLogger(PaidNews.class);

    private final Announcements announcements;
    private final LivePages pages;
    private final DayWord words;

    PaidNews(Announcements announcements, LivePages pages, DayWord words) {
        this.announcements = announcements;
        this.pages = pages;
        this.words = words;
    }

    /** Never fails the caller: the payments are booked whatever happens here. */
    void tell(List<PaymentOrder> paid) {
        try {
            announcements.nudge(paid.stream()
                    .filter(order -> order.channel() != ChannelName.CASH)
                    .map(order -> new StallKey(order.marketId(), order.stallId()))
                    .collect(Collectors.toSet()));
            paid.forEach(this::tellPages);
        } catch (RuntimeException failure) {
            LOG.warn("{} payments are booked, but speakers and pages were not told at once", paid.size(), failure);
        }
    }

    /** The same for a refund: the stall hears it, the pages of the order, the stall and the market look again. */
    void tellRefund(PaymentOrder order) {
        try {
            announcements.nudge(Set.of(new StallKey(order.marketId(), order.stallId())));
            String number = order.number().toString();
            Map<String, Object> told = Map.of("orderNo", number, "state", order.state());
            pages.tell("order/" + number, "order", told);
            pages.tell("stall/" + order.marketId() + "/" + order.stallId(), "refunded", told);
            pages.tell(
                    "market/" + order.marketId(),
                    "paid",
                    Map.of("stallId", Long.toString(order.stallId()), "amountFen", 0));
        } catch (RuntimeException failure) {
            LOG.warn("a refund of order {} is booked, but pages were not told at once", order.number(), failure);
        }
    }

    private void tellPages(PaymentOrder order) {
        if (order.channel() == ChannelName.CASH) {
            pages.tell("stall/" + order.marketId() + "/" + order.stallId(), "cash", Map.of());
        } else {
            tellPayersAndStall(order);
        }
        pages.tell(
                "market/" + order.marketId(),
                "paid",
                Map.of("stallId", Long.toString(order.stallId()), "amountFen", order.amountFen()));
    }

    private void tellPayersAndStall(PaymentOrder order) {
        String number = order.number().toString();
        pages.tell("order/" + number, "order", Map.of("orderNo", number, "state", order.state()));
        pages.tell(
                "stall/" + order.marketId() + "/" + order.stallId(),
                "paid",
                Map.of(
                        "orderNo",
                        number,
                        "amountFen",
                        order.amountFen(),
                        "channel",
                        order.channel(),
                        "paidAt",
                        Objects.requireNonNull(order.paidAt()),
                        "word",
                        words.of(order.marketId(), order.stallId(), Objects.requireNonNull(order.businessDate()))));
    }
}
