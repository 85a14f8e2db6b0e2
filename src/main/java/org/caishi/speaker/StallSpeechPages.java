/** On which a vendor chooses how the stall's sums are told and who tells them, and hears it. */
package org.caishi.speaker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@VendorOnly
@RequestMapping("/vendor/speech")
class StallSpeechPages {
    private static final String HERE = "redirect:/vendor/speech";

    private final VendorsStall stalls;
    private final Devices devices;
    private final StallSpeakers speakers;
    private final SpeechPlans plans;
    private final SpeakerTests tests;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final MessageSource words;

    StallSpeechPages(
            VendorsStall stalls,
            Devices devices,
            StallSpeakers speakers,
            SpeechPlans plans,
            SpeakerTests tests,
            AuditTrail audit,
            Transactions transactions,
            MessageSource words) {
        this.stalls = stalls;
        this.devices = devices;
        this.speakers = speakers;
        this.plans = plans;
        this.tests = tests;
        this.audit = audit;
        this.transactions = transactions;
        this.words = words;
    }

    /** One that can speak for the stall, whether it is there or not. */
    record Line(long id, String name) {
        public boolean isPhone() {
            return id < 0;
        }
    }

    @GetMapping
    String page(@AuthenticationPrincipal Person person, Model model) {
        StallKey stall = stalls.of(person);
        SpeechPlan market = plans.of(new StallKey(stall.marketId(), SpeechPlans.WHOLE_MARKET));
        model.addAttribute("marketSays", SpeechView.example(market));
        model.addAttribute("marketQuiet", market.quiet().stream().findFirst().orElse(null));
        model.addAttribute("marketAsks", market.tellsWaiting());
        model.addAttribute("speakers", lines(stall));
        SpeechView.fill(model, plans.choice(stall), plans.of(stall));
        return "speaker/stall";
    }

    @PostMapping
    String choose(@AuthenticationPrincipal Person person, SpeechForm form, Locale locale, RedirectAttributes next) {
        StallKey stall = stalls.of(person);
        try {
            SpeechChoice choice = form.ofStall();
            plans.choose(stall, choice);
            audit.record(stall.marketId(), person, "speech.choose", "stall " + stall.stallId(), choice.toString());
            next.addFlashAttribute("done", words.getMessage("speaker.saved", null, locale));
        } catch (BadInput refused) {
            next.addFlashAttribute("refused", words.getMessage(refused.messageKey(), refused.arguments(), locale));
        }
        return HERE;
    }

    @PostMapping("/test")
    String test(@AuthenticationPrincipal Person person, Locale locale, RedirectAttributes next) {
        tests.sayAt(stalls.of(person), words, locale, next);
        return HERE;
    }

    /** Puts one speaker before all others. */
    @PostMapping("/first")
    String first(
            @AuthenticationPrincipal Person person,
            @RequestParam long speaker,
            Locale locale,
            RedirectAttributes next) {
        StallKey stall = stalls.of(person);
        List<Long> order = new ArrayList<>(lines(stall).stream().map(Line::id).toList());
        if (!order.remove(speaker)) {
            throw new NotFound("speaker " + speaker);
        }
        order.addFirst(speaker);
        transactions.run(() -> {
            speakers.place(stall, order);
            audit.record(stall.marketId(), person, "speech.order", "stall " + stall.stallId(), order.toString());
        });
        next.addFlashAttribute("done", words.getMessage("speaker.saved", null, locale));
        return HERE;
    }

    private List<Line> lines(StallKey stall) {
        Stream<Line> boxes = devices.ofStall(stall.marketId(), stall.stallId(), DeviceKind.SPEAKER).stream()
                .map(device -> new Line(device.deviceId(), device.maker() + " " + device.model()));
        Line phone = new Line(SpeakerKey.phoneOf(stall).deviceId(), "");
        return Stream.concat(boxes, Stream.of(phone))
                .sorted(Comparator.comparing(line -> speakers.placeOf(stall, line.id())))
                .toList();
    }
}
