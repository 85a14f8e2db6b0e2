/** The personal data of an application, checked; sealed in its row, masked on every page. */
package org.caishi.channel.account;

import java.util.regex.Pattern;
import org.caishi.platform.BadInput;

/**
 * @param owner as on the identity card
 * @param idNo 18 characters of a mainland identity card
 * @param cardNo of the bank account to which the channel settles
 * @param bank where that account is
 */
record Applicant(String shopName, String owner, String idNo, String cardNo, String bank, String phone) {
    private static final int LONGEST_NAME = 60;
    private static final Pattern ID_NO = Pattern.compile("[1-9]\\d{16}[\\dX]");
    private static final Pattern CARD_NO = Pattern.compile("\\d{12,19}");
    private static final Pattern PHONE = Pattern.compile("1\\d{10}");
    /** GB 11643: weights of the first 17 digits, and the check character by the remainder of their sum. */
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECKS = "10X98765432";

    /**
     * Checks what was typed.
     *
     * @throws BadInput saying which value cannot be right
     */
    Applicant checked() {
        Applicant typed = new Applicant(
                shopName.strip(),
                owner.strip(),
                idNo.strip().toUpperCase(java.util.Locale.ROOT),
                cardNo.replaceAll("\\s", ""),
                bank.strip(),
                phone.replaceAll("\\s", ""));
        typed.demandName(typed.shopName, "channel.application.shop.wrong");
        typed.demandName(typed.owner, "channel.application.owner.wrong");
        typed.demandName(typed.bank, "channel.application.bank.wrong");
        demand(isIdNo(typed.idNo), "channel.application.id.wrong");
        demand(CARD_NO.matcher(typed.cardNo).matches(), "channel.application.card.wrong");
        demand(PHONE.matcher(typed.phone).matches(), "channel.application.phone.wrong");
        return typed;
    }

    /** Whether the check character fits. */
    static boolean isIdNo(String text) {
        if (!ID_NO.matcher(text).matches()) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (text.charAt(i) - '0');
        }
        return CHECKS.charAt(sum % CHECKS.length()) == text.charAt(WEIGHTS.length);
    }

    String ownerMasked() {
        return masked(owner, 1, 0);
    }

    String idNoMasked() {
        return masked(idNo, 1, 1);
    }

    String cardNoMasked() {
        return masked(cardNo, 0, 4);
    }

    String phoneMasked() {
        return masked(phone, 3, 4);
    }

    private static String masked(String text, int first, int last) {
        int[] points = text.codePoints().toArray();
        for (int i = first; i < points.length - last; i++) {
            points[i] = '*';
        }
        return new String(points, 0, points.length);
    }

    private void demandName(String text, String key) {
        demand(!text.isEmpty() && text.length() <= LONGEST_NAME, key);
    }

    private static void demand(boolean right, String key) {
        if (!right) {
            throw new BadInput(key);
        }
    }

    /** Nobody's data belongs into a log. */
    @Override
    public String toString() {
        return "Applicant[" + ownerMasked() + "]";
    }
}
