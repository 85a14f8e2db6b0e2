/** On which a market's manager chooses how sums are told, and hears it. */
package org.caishi.speaker;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/manage/{marketCode}/speech")
class MarketSpeechPages {
    private final MarketDoor door;
    private final Stalls stalls;
    private final Devices devices;
    private final SpeechPlans plans;
    private final SpeakerTests tests;
    private final SpokenAudio audio;
    private final AuditTrail audit;
    private final MessageSource words;

    MarketSpeechPages(
            MarketDoor door,
            Stalls stalls,
            Devices devices,
            SpeechPlans plans,
            SpeakerTests tests,
            SpokenAudio audio,
            AuditTrail audit,
            MessageSource words) {
        this.door = door;
        this.stalls = stalls;
        this.devices = devices;
        this.plans = plans;
        this.tests = tests;
        this.audio = audio;
        this.audit = audit;
        this.words = words;
    }

    @MarketStaff
    @GetMapping
    String page(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        model.addAttribute("mayChange", person.role() == Role.OPERATOR || person.role() == Role.MANAGER);
        model.addAttribute("stalls", stallsWithSpeaker(market));
        SpeechView.fill(model, plans.choice(whole(market)), plans.of(whole(market)));
        return "speaker/market";
    }

    @MarketManager
    @PostMapping
    String choose(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            SpeechForm form,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        try {
            SpeechChoice choice = form.ofMarket();
            plans.choose(whole(market), choice);
            audit.record(market.marketId(), person, "speech.choose", "market", choice.toString());
            next.addFlashAttribute("done", words.getMessage("speaker.saved", null, locale));
        } catch (BadInput refused) {
            next.addFlashAttribute("refused", words.getMessage(refused.messageKey(), refused.arguments(), locale));
        }
        return "redirect:/manage/" + market.code() + "/speech";
    }

    @MarketManager
    @PostMapping("/test")
    String test(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam String stall,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        Stall asked = stalls.byNo(market.marketId(), stall).orElseThrow(() -> new NotFound("stall " + stall));
        tests.sayAt(new StallKey(market.marketId(), asked.stallId()), words, locale, next);
        return "redirect:/manage/" + market.code() + "/speech";
    }

    /** The market's wording as sound, for its public address or to be heard in the browser. */
    @MarketStaff
    @GetMapping("/sample.wav")
    ResponseEntity<byte[]> sample(
            @AuthenticationPrincipal Person person, @PathVariable String marketCode, Locale locale) {
        Market market = door.enter(person, marketCode);
        SpeechPlan plan = plans.of(whole(market));
        return sound(audio.say(SpeechView.example(plan), plan.language()), words, locale);
    }

    static ResponseEntity<byte[]> sound(SpokenAudio.Result result, MessageSource words, Locale locale) {
        return switch (result) {
            case SpokenAudio.Result.Sound(byte[] wav) ->
                ResponseEntity.ok().contentType(MediaType.valueOf("audio/wav")).body(wav);
            case SpokenAudio.Result.NotInstalled() -> refusal("speaker.audio.missing", words, locale);
            case SpokenAudio.Result.Busy() -> refusal("speaker.audio.failed", words, locale);
            case SpokenAudio.Result.Failed(String why) -> refusal("speaker.audio.failed", words, locale);
        };
    }

    private static ResponseEntity<byte[]> refusal(String key, MessageSource words, Locale locale) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.valueOf("text/plain;charset=UTF-8"))
                .body(words.getMessage(key, null, locale).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private List<Stall> stallsWithSpeaker(Market market) {
        List<Long> loud = devices.of(market.marketId()).stream()
                .filter(device -> device.kind() == DeviceKind.SPEAKER)
                .map(Device::stallId)
                .flatMap(id -> Optional.ofNullable(id).stream())
                .toList();
        return stalls.of(market.marketId()).stream()
                .filter(stall -> loud.contains(stall.stallId()))
                .sorted(Comparator.comparing(Stall::stallNo))
                .toList();
    }

    private static StallKey whole(Market market) {
        return new StallKey(market.marketId(), SpeechPlans.WHOLE_MARKET);
    }
}
