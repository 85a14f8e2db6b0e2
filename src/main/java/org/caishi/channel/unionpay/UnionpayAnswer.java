/** What came of asking the acquirer: what it told us, signed, or nothing to rely on. */
package org.caishi.channel.unionpay;

import java.util.Set;

sealed interface UnionpayAnswer {
    /** Genuine, and about what was asked. */
    record Told(UnionpayForm form) implements UnionpayAnswer {
        String code() {
            return form.get("respCode");
        }

        String words() {
            String words = form.get("respMsg");
            return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
        }

        Verdict verdict() {
            return Verdict.of(code());
        }
    }

    /** No answer, the server's own trouble, or bytes that are not the channel's. */
    record Silent(String why) implements UnionpayAnswer {}

    int LONGEST_WORDS = 200;

    /** What a response code decides (open.unionpay.com, 应答码). A code that is missing here is asked about, not believed. */
    enum Verdict {
        DONE,
        /** 02, 12: the payer has to act, or it is worked on. */
        UNDERWAY,
        /** A clear no. */
        NO,
        /** 34: never heard of. */
        MISSING,
        /** 98: the file is not there. */
        NO_FILE,
        UNDECIDED;

        /** The transaction failed; form; merchant's state; amount; risk; hours; the issuer says no; card, balance, password, limits. */
        private static final Set<String> CLEAR_NO = Set.of(
                "01", "10", "13", "31", "33", "35", "36", "38", "39", "60", "61", "62", "63", "64", "65", "66", "67",
                "68");

        static Verdict of(String code) {
            return switch (code) {
                case "00" -> DONE;
                case "02", "12" -> UNDERWAY;
                case "34" -> MISSING;
                case "98" -> NO_FILE;
                default -> CLEAR_NO.contains(code) ? NO : UNDECIDED;
            };
        }
    }
}
