/** Kept notices on the screen: opened by those who see money, and each opening leaves a trail. */
package org.caishi.channel.account;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.caishi.channel.KeptNotice;
import org.caishi.channel.RawNotices;
import org.caishi.channel.Refusal;
import org.caishi.channel.Refusals;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.BankOperator;
import org.caishi.identity.MoneyStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Markets;
import org.caishi.platform.NotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class NoticePages {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final Duration LOOKED_BACK = Duration.ofDays(7);
    private static final int HOURS_SHOWN = 200;
    private static final int NOTICES_SHOWN = 100;
    private static final long NO_MARKET = 0;

    private final RawNotices notices;
    private final Refusals refusals;
    private final MarketDoor door;
    private final Markets markets;
    private final AuditTrail audit;
    private final Clock clock;

    NoticePages(
            RawNotices notices, Refusals refusals, MarketDoor door, Markets markets, AuditTrail audit, Clock clock) {
        this.notices = notices;
        this.refusals = refusals;
        this.door = door;
        this.markets = markets;
        this.audit = audit;
        this.clock = clock;
    }

    record HourLine(Refusal refusal, ZonedDateTime hour, String market) {}

    record NoticeLine(KeptNotice notice, ZonedDateTime at) {}

    /** What was refused, hour by hour, and the last notices that tell no market. */
    @BankOperator
    @GetMapping("/manage/notices")
    String refused(Model model) {
        model.addAttribute(
                "hours",
                refusals.since(clock.instant().minus(LOOKED_BACK), HOURS_SHOWN).stream()
                        .map(refusal -> new HourLine(refusal, time(refusal.hourAt(), BEIJING), market(refusal)))
                        .toList());
        model.addAttribute("notices", lines(notices.newest(NO_MARKET, NOTICES_SHOWN), BEIJING));
        return "channel/notices";
    }

    @BankOperator
    @GetMapping("/manage/notices/{noticeId}")
    String ofNoMarket(@AuthenticationPrincipal Person person, @PathVariable long noticeId, Model model) {
        return open(person, NO_MARKET, noticeId, BEIJING, model);
    }

    @MoneyStaff
    @GetMapping("/manage/{marketCode}/notices/{noticeId}")
    String ofMarket(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long noticeId,
            Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        return open(person, market.marketId(), noticeId, market.timeZone(), model);
    }

    private String open(Person person, long marketId, long noticeId, ZoneId zone, Model model) {
        RawNotices.Opened opened =
                notices.open(marketId, noticeId).orElseThrow(() -> new NotFound("notice " + noticeId));
        audit.record(
                marketId,
                person,
                "notice.open",
                "notice " + noticeId,
                opened.notice().channel() + " " + opened.notice().verdict());
        model.addAttribute(
                "line", new NoticeLine(opened.notice(), time(opened.notice().receivedAt(), zone)));
        model.addAttribute("headers", opened.headers());
        model.addAttribute("bytes", opened.body().length);
        model.addAttribute("body", new String(opened.body(), StandardCharsets.UTF_8));
        return "channel/notice";
    }

    private List<NoticeLine> lines(List<KeptNotice> kept, ZoneId zone) {
        return kept.stream()
                .map(notice -> new NoticeLine(notice, time(notice.receivedAt(), zone)))
                .toList();
    }

    private String market(Refusal refusal) {
        return refusal.marketId() == NO_MARKET
                ? ""
                : markets.byId(refusal.marketId()).name();
    }

    private static ZonedDateTime time(Instant instant, ZoneId zone) {
        return instant.atZone(zone);
    }
}
