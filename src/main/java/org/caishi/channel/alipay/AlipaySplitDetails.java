/** Reads what became of the parts of a split. */
package org.caishi.channel.alipay;

import java.time.DateTimeException;
import org.caishi.channel.SplitResult;
import tools.jackson.databind.JsonNode;

final class AlipaySplitDetails {
    private AlipaySplitDetails() {}

    /**
     * Done when every part has succeeded, declined when every part has failed; what is between is nothing to rely on.
     *
     * @param expected how many parts were asked for
     */
    static SplitResult read(AlipayAnswer.Given given, String splitNo, int expected) {
        int done = 0;
        int failed = 0;
        String error = "";
        String words = "";
        JsonNode details = given.body().path("royalty_detail_list");
        for (JsonNode detail : details) {
            switch (detail.path("state").asString("")) {
                case "SUCCESS" -> done++;
                case "FAIL" -> {
                    failed++;
                    error = detail.path("error_code").asString("FAIL");
                    words = detail.path("error_desc").asString("");
                }
                case "PROCESSING" -> {
                    return new SplitResult.Underway();
                }
                default -> {
                    return new SplitResult.Unknown("a state that we do not know");
                }
            }
        }
        if (details.size() != expected) {
            return new SplitResult.Unknown("not as many parts as were asked for");
        }
        if (failed > 0) {
            return done == 0
                    ? new SplitResult.Declined(AlipayAnswer.shortened(error), AlipayAnswer.shortened(words))
                    : new SplitResult.Unknown(done + " parts moved, " + failed + " failed");
        }
        try {
            return new SplitResult.Done(splitNo, AlipayText.time(given.text("operation_dt")));
        } catch (DateTimeException odd) {
            return new SplitResult.Unknown("an answer that cannot be read");
        }
    }
}
