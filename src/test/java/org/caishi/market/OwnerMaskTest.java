/** The payer sees the surname and no more. */
package org.caishi.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerMaskTest {
    @ParameterizedTest
    @CsvSource({
        "王芳, 王**",
        "王建国, 王**",
        "欧阳静, 欧阳**",
        "欧阳震华, 欧阳**",
        "欧阳, 欧**",
        "王, 王**",
        "' 李四 ', 李**",
        "阿依古丽·买买提, 阿**",
        "𠮷田, 𠮷**",
        "Anna, A**"
    })
    void showsTheSurnameAndTwoStars(String name, String masked) {
        assertThat(OwnerMask.of(name)).isEqualTo(masked);
    }

    @Test
    void aBlankNameIsNoOwner() {
        assertThatThrownBy(() -> OwnerMask.of("  ")).isInstanceOf(IllegalArgumentException.class);
    }
}
