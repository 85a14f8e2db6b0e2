/** The SYN6288 speech chip: frames with an XOR over everything before it, the head included. */
package org.caishi.speaker.chip;

/** 9600 8N1. Facts and sources: firmware-protocols/syn6288/protocol.md. */
public final class Syn6288 implements SpeechChip {
    private static final int LOUDEST = 16;
    private static final int FASTEST = 5;
    private static final int LAST_MUSIC = 15;

    private final int music;

    /**
     * @param music 0 for none, else the number of the background music under the speech, 1 to 15
     */
    public Syn6288(int music) {
        if (music < 0 || music > LAST_MUSIC) {
            throw new IllegalArgumentException("background music runs from 0 to 15, not " + music);
        }
        this.music = music;
    }

    public Syn6288() {
        this(0);
    }

    @Override
    public byte[] command(ChipCommand command) {
        return checked(Bytes.frame(1, new byte[] {command.code()}));
    }

    @Override
    public byte[] speak(byte[] gbk) {
        Bytes.requireText(gbk);
        byte parameter = (byte) (music << 3 | GBK);
        return checked(Bytes.frame(1, new byte[] {SPEAK, parameter}, gbk));
    }

    @Override
    public int loudest() {
        return LOUDEST;
    }

    @Override
    public int fastest() {
        return FASTEST;
    }

    @Override
    public String tags(Voice voice) {
        return voice.tags(LOUDEST, 't', FASTEST);
    }

    private static byte[] checked(byte[] frame) {
        byte xor = 0;
        for (byte one : frame) {
            xor ^= one;
        }
        return Bytes.joined(frame, new byte[] {xor});
    }
}
