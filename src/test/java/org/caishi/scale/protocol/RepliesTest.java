/** What a decoder wants to be sent because of what it heard, at every chunk size. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleSignal;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static final String WEIGHT = "\1\2S 00.488kge\3\4";
    private static final Map<String, String> PRICED = Map.of("priceFen", "2560");

    private final List<ScaleSignal> heard = new ArrayList<>();

    @Test
    void anEcrScaleThatIsReadyIsAskedForItsWeightOnce() {
        ScaleDecoder ecr = GoldenFrame.open("ecr", Map.of());
        assertThat(replies(ecr, "\6")).containsExactly("11");
        assertThat(replies(ecr, WEIGHT)).isEmpty();
        assertThat(heard).hasSize(1);
        assertThat(replies(ecr, "\25")).isEmpty();
        assertThat(replies(GoldenFrame.open("ecr", Map.of("ask", "price")), "\6"))
                .containsExactly("12");
    }

    @Test
    void aChecksumThatLooksLikeAnAcknowledgementAsksForNothing() {
        // 53 20 30 30 2E 36 31 3B: the sum over this block is 06.
        for (int grams = 0; grams < 40_000; grams++) {
            String block = "S %02d.%03dkg".formatted(grams / 1000, grams % 1000);
            int sum = block.chars().reduce(0, (xor, next) -> xor ^ next);
            if (sum == 0x06 || sum == 0x15) {
                assertThat(replies(GoldenFrame.open("ecr", Map.of()), "\1\2" + block + (char) sum + "\3\4"))
                        .isEmpty();
            }
        }
    }

    @Test
    void aDialogScaleIsAskedAfterItsPriceAndEveryAnswerIsAnswered() {
        ScaleDecoder dialog = GoldenFrame.open("dialog06", PRICED);
        assertThat(replies(dialog, "\6")).containsExactly("04 05");
        assertThat(replies(dialog, "\00202\0333\03300488\033002560\033001249\3"))
                .containsExactly("04");
        assertThat(heard).hasSize(2).last().isInstanceOf(ScaleSignal.Priced.class);
        assertThat(replies(dialog, "\25")).containsExactly("04 02 30 38 03");
        assertThat(replies(dialog, "\00209\03320\3")).containsExactly("04");
        assertThat(heard).last().isEqualTo(new ScaleSignal.State(ScaleSignal.Condition.MOTION));
    }

    @Test
    void whoOnlyListensToADialogScaleSaysNothing() {
        ScaleDecoder dialog = GoldenFrame.open("dialog06", Map.of());
        assertThat(replies(dialog, "\6\00202\0333\03300488\033002560\033001249\3\25"))
                .isEmpty();
    }

    @Test
    void aStatusAtRestMeansUnchangedAndNothingElseDoes() {
        ScaleDecoder toledo = GoldenFrame.open("toledo-8217", Map.of());
        replies(toledo, "\2?\100\r");
        assertThat(toledo.saidUnchanged()).isTrue();
        assertThat(toledo.saidUnchanged()).as("told once").isFalse();
        replies(toledo, "\2?\101\r");
        assertThat(toledo.saidUnchanged()).isFalse();
        ScaleDecoder dialog = GoldenFrame.open("dialog06", PRICED);
        replies(dialog, "\00209\03321\3");
        assertThat(dialog.saidUnchanged()).isTrue();
        replies(dialog, "\00209\03300\3");
        assertThat(dialog.saidUnchanged()).isFalse();
    }

    private List<String> replies(ScaleDecoder decoder, String bytes) {
        byte[] all = bytes.getBytes(ISO_8859_1);
        List<String> replies = new ArrayList<>();
        for (int from = 0; from < all.length; from++) {
            decoder.accept(all, from, 1, heard::add);
            decoder.reply()
                    .ifPresent(reply -> replies.add(
                            HexFormat.ofDelimiter(" ").withUpperCase().formatHex(reply.toArray())));
        }
        return replies;
    }
}
