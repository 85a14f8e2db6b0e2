/** A box's label is read whatever the order of its fields, and nothing else is taken for one. */
package org.caishi.speaker.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxLabelTest {
    private static final String KEY = "9f86d081884c7d659a2feaa0c55ad015";

    @Test
    void thePublishedExampleIsRead() {
        assertThat(BoxLabel.read("CAISHI1;SN:SPK-000123;MK:acme;MD:S1;KEY:" + KEY))
                .contains(new BoxLabel("SPK-000123", "acme", "S1", KEY));
    }

    @Test
    void orderUnknownFieldsAndAnAddressInFrontDoNotMatter() {
        assertThat(BoxLabel.read(" https://example.com/s1#CAISHI1;KEY:" + KEY + ";MFD:2026-05;SN:A.1;;\n"))
                .contains(new BoxLabel("A.1", "", "", KEY));
    }

    @Test
    void itIsWrittenWithoutItsKey() {
        assertThat(new BoxLabel("A.1", "", "", KEY).toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SPK-000123",
                "CAISHI1;SN:A",
                "CAISHI2;SN:A;KEY:" + KEY,
                "CAISHI1;SN:A B;KEY:" + KEY,
                "CAISHI1;SN:A;KEY:short",
                "CAISHI1;SN:A;SN:B;KEY:" + KEY,
                "CAISHI1;SN:A;KEY:" + KEY + ";MK:a\u0007b",
                "CAISHI1;SN:0123456789012345678901234567890123;KEY:" + KEY
            })
    void anythingElseIsNoLabel(String text) {
        assertThat(BoxLabel.read(text)).isEmpty();
        assertThat(BoxLabel.read(text + "x".repeat(500))).isEmpty();
    }
}
