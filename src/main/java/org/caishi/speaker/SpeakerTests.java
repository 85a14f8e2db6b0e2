/** "Say it now": has the speaker that would be asked first say a sentence without a sum. */
package org.caishi.speaker;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Component
class SpeakerTests {
    private final Announcements announcements;
    private final StallSpeakers speakers;
    private final SpeechPlans plans;

    SpeakerTests(Announcements announcements, StallSpeakers speakers, SpeechPlans plans) {
        this.announcements = announcements;
        this.speakers = speakers;
        this.plans = plans;
    }

    /** Tells the page that follows what was said, or that nobody can say it. */
    void sayAt(StallKey stall, MessageSource words, Locale locale, RedirectAttributes next) {
        Optional<SpeakerKey> speaker = speakers.first(stall);
        if (speaker.isEmpty()) {
            next.addFlashAttribute("refused", words.getMessage("speaker.test.none", null, locale));
            return;
        }
        announcements.test(stall, speaker.get());
        announcements.nudge(Set.of(stall));
        String text = AnnouncementText.test(plans.of(stall).language());
        next.addFlashAttribute("done", words.getMessage("speaker.tested", new Object[] {text}, locale));
    }
}
