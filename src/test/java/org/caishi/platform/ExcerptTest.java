/** A text is cut where it is too long, and no character is cut in two. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void whatIsLongerIsCut() {
        assertThat(Excerpt.of("老城菜市", 3)).isEqualTo("老城菜");
        assertThat(Excerpt.of("老城菜市", 4)).isEqualTo("老城菜市");
        assertThat(Excerpt.of("", 0)).isEmpty();
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(Excerpt.of("🐟🦐🦀", 2)).isEqualTo("🐟🦐");
    }
}
