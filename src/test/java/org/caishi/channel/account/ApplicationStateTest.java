/** An application takes only the steps that it may, and an identity number is one only if its check character fits. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationStateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DRAFT        | SUBMITTED",
                "SUBMITTED    | AUDITING TO_BE_SIGNED FINISHED REJECTED",
                "AUDITING     | TO_BE_SIGNED FINISHED REJECTED",
                "TO_BE_SIGNED | FINISHED REJECTED",
                "REJECTED     | DRAFT",
                "FINISHED     | ''"
            })
    void aStepLeadsOnlyWhereItMay(ApplicationState from, String to) {
        for (ApplicationState later : ApplicationState.values()) {
            boolean may = (" " + to + " ").contains(" " + later + " ");
            assertThat(from.mayBecome(later)).as("%s to %s", from, later).isEqualTo(may);
        }
    }

    /** The first is the example of GB 11643. */
    @ParameterizedTest
    @CsvSource({
        "11010519491231002X, true",
        "440524188001010014, true",
        "110105194912310021, false",
        "11010519491231002x, false",
        "11010519491231002, false",
        "'', false"
    })
    void theCheckCharacterDecides(String text, boolean right) {
        assertThat(Applicant.isIdNo(text)).isEqualTo(right);
    }

    @Test
    void whatIsShownIsMasked() {
        Applicant applicant = new Applicant(
                        " 老王蔬菜 ", "王建国", "11010519491231002x", "6222 0212 3456 7890 123", "农商银行", "138 0013 8000")
                .checked();

        assertThat(applicant.ownerMasked()).isEqualTo("王**");
        assertThat(applicant.idNoMasked()).isEqualTo("1****************X");
        assertThat(applicant.cardNoMasked()).isEqualTo("***************0123");
        assertThat(applicant.phoneMasked()).isEqualTo("138****8000");
        assertThat(applicant.toString()).isEqualTo("Applicant[王**]");
    }
}
