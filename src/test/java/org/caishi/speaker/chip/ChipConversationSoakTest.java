/** Hundreds of bad market days against a virtual chip: whatever goes wrong, the four promises hold. */
package org.caishi.speaker.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.speaker.chip.ChipEvent.Accepted;
import org.caishi.speaker.chip.ChipEvent.Expired;
import org.caishi.speaker.chip.ChipEvent.Failed;
import org.caishi.speaker.chip.ChipEvent.Spoken;
import org.caishi.speaker.chip.VirtualChip.Mood;
import org.junit.jupiter.api.Test;

class ChipConversationSoakTest {
    private static final int DAYS = 300;
    private static final int ANNOUNCEMENTS = 40;
    private static final long LONGEST_DAY_MILLIS = 3_600_000;
    private static final Pattern NUMBER = Pattern.compile("编号(\\d+)段");

    @Test
    void inOrderAtMostOnceNeverCutOffAndAlwaysAnEnd() {
        int spoken = 0;
        for (int seed = 0; seed < DAYS; seed++) {
            ChipLine line = day(seed);
            for (long id = 1; id <= ANNOUNCEMENTS; id++) {
                keepsItsPromises(line, id, seed);
            }
            assertThat(line.chip.cutOff).as("cut off, seed %d", seed).isZero();
            assertThat(line.chip.begun).as("seed %d", seed).doesNotHaveDuplicates();
            assertThat(line.chip.begun.stream()
                            .map(ChipConversationSoakTest::id)
                            .toList())
                    .as("order, seed %d", seed)
                    .isSorted();
            spoken +=
                    (int) line.events.stream().filter(Spoken.class::isInstance).count();
        }
        assertThat(spoken).as("most are spoken all the same").isGreaterThan(DAYS * ANNOUNCEMENTS / 2);
    }

    private static ChipLine day(int seed) {
        Random random = new Random(seed);
        SpeechChip kind = random.nextBoolean() ? new Syn6288() : new Xfs5152();
        boolean answersStatus = random.nextInt(4) > 0;
        VirtualChip chip = new VirtualChip(kind, answersStatus, random.nextBoolean(), 50 + random.nextInt(250));
        for (int i = 0; i < 2 * ANNOUNCEMENTS; i++) {
            Mood[] moods = Mood.values();
            chip.willBe(random.nextInt(3) == 0 ? moods[random.nextInt(moods.length)] : Mood.NORMAL);
        }
        ChipLine line = new ChipLine(kind, chip, 10L * random.nextInt(6), random.nextBoolean());
        for (long id = 1; id <= ANNOUNCEMENTS; id++) {
            String text = random.nextInt(8) == 0 ? longText(id) : "编号" + id + "段收款";
            line.say(id, text, 10_000 + random.nextInt(120_000));
            line.pass(10L * random.nextInt(1_200));
        }
        while (ends(line.events) < ANNOUNCEMENTS && line.now < LONGEST_DAY_MILLIS) {
            line.pass(1_000);
        }
        return line;
    }

    private static void keepsItsPromises(ChipLine line, long id, int seed) {
        List<ChipEvent> told =
                line.events.stream().filter(event -> event.id() == id).toList();
        assertThat(ends(told)).as("ends of %d, seed %d", id, seed).isEqualTo(1);
        boolean begun = line.chip.begun.stream().anyMatch(text -> id(text) == id);
        List<String> heard =
                line.chip.finished.stream().filter(text -> id(text) == id).toList();
        switch (told.getLast()) {
            case Spoken _ ->
                assertThat(heard)
                        .as("%d, seed %d", id, seed)
                        .isEqualTo(line.chip.begun.stream()
                                .filter(text -> id(text) == id)
                                .toList());
            case Expired _ ->
                assertThat(begun).as("%d expired, seed %d", id, seed).isFalse();
            case Failed failed ->
                assertThat(begun && !failed.mayHaveBeenHeard())
                        .as("%s though begun, seed %d", failed, seed)
                        .isFalse();
            default -> throw new AssertionError("not an end: " + told.getLast());
        }
    }

    private static long ends(List<ChipEvent> events) {
        return events.stream().filter(event -> !(event instanceof Accepted)).count();
    }

    private static String longText(long id) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < 20; part++) {
            text.append("编号").append(id).append("段").append(part).append("好菜天天有，");
        }
        return text.toString();
    }

    private static long id(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Long.parseLong(number.group(1)) : -1;
    }
}
