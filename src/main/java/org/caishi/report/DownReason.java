/** Why a link is down, sorted by what a person can do about it; the link's own words stand beside it. */
package org.caishi.report;

enum DownReason {
    NO_PORT("no serial port"),
    PORTS_FIT("serial ports fit"),
    PORT_REFUSED("does not open"),
    REFUSED("Connection refused"),
    UNREACHABLE("onnect timed out", "unreachable", "No route to host"),
    SILENT("silent", "Read timed out"),
    SETTING("wrong setting"),
    UNSPOKEN("nobody here speaks"),
    RESET("reset", "Broken pipe"),
    ENDED("ended", "offline"),
    OTHER("");

    private final String[] signs;

    DownReason(String... signs) {
        this.signs = signs;
    }

    /** The first whose sign stands in the words. */
    static DownReason of(String words) {
        for (DownReason reason : values()) {
            for (String sign : reason.signs) {
                if (words.contains(sign)) {
                    return reason;
                }
            }
        }
        return OTHER;
    }
}
