/** What the acquirer can be asked for, by the kinds of the 5.1.0 interface. */
package org.caishi.channel.unionpay;

enum UnionpayCall {
    /** An order for a payer whom the wallet has told us. */
    ORDER("01", "01", Path.TRANSACTION),
    /** A code for any payer to scan. */
    CODE_TO_SHOW("01", "07", Path.TRANSACTION),
    /** A payer's code that the vendor has scanned. */
    CODE_SHOWN("01", "06", Path.TRANSACTION),
    REFUND("04", "00", Path.TRANSACTION),
    /** Undoes a charge by a payer's code, whether or not it went through. */
    REVERSE("99", "01", Path.TRANSACTION),
    /** Takes no more money under a number. */
    CLOSE("99", "02", Path.TRANSACTION),
    BILL("76", "01", Path.TRANSACTION),
    QUERY("00", "00", Path.QUERY),
    /** Exchanges the wallet's code for the payer's id. */
    PAYER("00", "01", Path.QUERY);

    private final String type;
    private final String subType;
    private final String path;

    UnionpayCall(String type, String subType, String path) {
        this.type = type;
        this.subType = subType;
        this.path = path;
    }

    String type() {
        return type;
    }

    String subType() {
        return subType;
    }

    String path() {
        return path;
    }

    /** Whether asking twice is the same as asking once, even where the first answer is lost. */
    boolean changesNothing() {
        return (path.equals(Path.QUERY) && this != PAYER) || this == BILL;
    }

    /** The public gateway's. */
    private static final class Path {
        static final String TRANSACTION = "/gateway/api/backTransReq.do";
        static final String QUERY = "/gateway/api/queryTrans.do";
    }
}
