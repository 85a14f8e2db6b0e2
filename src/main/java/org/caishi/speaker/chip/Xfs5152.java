/** The XFS5152 speech chip: the frame of the SYN6288 without a checksum, and tags of its own. */
package org.caishi.speaker.chip;

/** Facts and sources: firmware-protocols/xfs5152/protocol.md. */
public final class Xfs5152 implements SpeechChip {
    private static final int GB2312 = 0;
    private static final int LOUDEST = 10;
    private static final int FASTEST = 10;

    @Override
    public byte[] command(ChipCommand command) {
        return Bytes.frame(0, new byte[] {command.code()});
    }

    /** Text without a Chinese character is the same in every encoding; the maker's frames mark it 0, so do ours. */
    @Override
    public byte[] speak(byte[] gbk) {
        Bytes.requireText(gbk);
        byte encoding = (byte) (isAscii(gbk) ? GB2312 : GBK);
        return Bytes.frame(0, new byte[] {SPEAK, encoding}, gbk);
    }

    @Override
    public int loudest() {
        return LOUDEST;
    }

    @Override
    public int fastest() {
        return FASTEST;
    }

    /** Speed is {@code [s]} here: on this chip {@code [t]} is the pitch. */
    @Override
    public String tags(Voice voice) {
        return voice.tags(LOUDEST, 's', FASTEST);
    }

    private static boolean isAscii(byte[] text) {
        for (byte one : text) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }
}
