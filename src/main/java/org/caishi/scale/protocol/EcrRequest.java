/** What a till sends to an ECR scale; each is one byte. */
package org.caishi.scale.protocol;

public enum EcrRequest {
    /** ENQ: answered by ACK, or by NAK, after which it is asked again. */
    READY(0x05),
    /** DC1, after ACK: the weight. */
    WEIGHT(0x11),
    /** DC2, after ACK: total, weight and unit price. */
    PRICED(0x12);

    /** The answer to {@link #READY}: the weight may be asked for. */
    public static final int ACK = 0x06;

    /** The answer to {@link #READY}: not now. */
    public static final int NAK = 0x15;

    private final int octet;

    EcrRequest(int octet) {
        this.octet = octet;
    }

    public byte[] bytes() {
        return new byte[] {(byte) octet};
    }
}
