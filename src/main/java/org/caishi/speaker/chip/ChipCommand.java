/** The commands without text that both speech chips know, by the same numbers. */
package org.caishi.speaker.chip;

public enum ChipCommand {
    STOP(0x02),
    PAUSE(0x03),
    RESUME(0x04),
    STATUS(0x21);

    private final int code;

    ChipCommand(int code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }
}
