/** Fills the pages on which markets and stalls choose how their sums are told. */
package org.caishi.speaker;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.units.Money;
import org.springframework.ui.Model;

final class SpeechView {
    private static final Money EXAMPLE = Money.ofFen(12_50);

    private SpeechView() {}

    /** A wording, and how it sounds. */
    record Line(Wording wording, String example) {}

    static void fill(Model model, SpeechChoice choice, SpeechPlan plan) {
        model.addAttribute("choice", choice);
        model.addAttribute("languages", List.of("zh", "en"));
        model.addAttribute("wordings", lines(plan));
        model.addAttribute("test", AnnouncementText.test(plan.language()));
        model.addAttribute("asks", AnnouncementText.orderWaiting(EXAMPLE, plan.language()));
        model.addAttribute("quietFrom", SpeechForm.shown(choice.quietFrom()));
        model.addAttribute("quietUntil", SpeechForm.shown(choice.quietUntil()));
    }

    /** What the stall would hear if it chose nothing, by example. */
    static String example(SpeechPlan plan) {
        return example(plan.wording(), plan.ownWords(), plan.language());
    }

    private static List<Line> lines(SpeechPlan plan) {
        return Stream.of(Wording.PLAIN, Wording.ARRIVED, Wording.SHORT, Wording.THANKS)
                .map(wording -> new Line(wording, example(wording, plan.ownWords(), plan.language())))
                .toList();
    }

    private static String example(Wording wording, OwnWords own, Locale language) {
        return AnnouncementText.received(wording, own, Wallet.WECHAT, EXAMPLE, language);
    }
}
