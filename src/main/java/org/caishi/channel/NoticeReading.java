/** What a raw notice turned out to be once its signature, age and addressee were checked. */
package org.caishi.channel;

public sealed interface NoticeReading {
    /** Genuine: money moved. Acknowledge only after it is booked. */
    record Paid(PaidNotice notice) implements NoticeReading {}

    /** Genuine: money was given back. Acknowledge only after it is booked. */
    record Refunded(RefundNotice notice) implements NoticeReading {}

    /** Genuine, of a kind that changes no order (or not yet); acknowledge. */
    record Other(String kind) implements NoticeReading {}

    /** Not genuine, not for us, too old, or not readable: nothing is booked, an alert is raised, the sender hears no. */
    record Refused(Reason reason, String why) implements NoticeReading {}

    enum Reason {
        SIGNATURE,
        STALE,
        PROBE,
        MALFORMED,
        NOT_FOR_US
    }
}
