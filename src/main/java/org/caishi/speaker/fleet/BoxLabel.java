/** The QR code on a speaker's box: {@code firmware-protocols/caishi-device/protocol.md}, section 4. */
package org.caishi.speaker.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a label says. Written without its key: that is only for the registry.
 *
 * @param maker may be empty
 * @param model may be empty
 * @param key the device's first key; it stands on a box that many hands hold, so it is to be changed soon
 */
record BoxLabel(String serial, String maker, String model, String key) {
    /** Some maker's whole address may be in front of it, for a phone's own camera. */
    private static final String BEGIN = "CAISHI1;";

    private static final int LONGEST = 400;
    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl};]{0,40}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{32,64}");

    /** Empty for any other text. */
    static Optional<BoxLabel> read(String scanned) {
        String text = scanned.strip();
        int begin = text.indexOf(BEGIN);
        if (begin < 0 || text.length() > LONGEST) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : text.substring(begin + BEGIN.length()).split(";", -1)) {
            int colon = field.indexOf(':');
            if (colon > 0 && fields.put(field.substring(0, colon), field.substring(colon + 1)) != null) {
                return Optional.empty();
            }
        }
        BoxLabel label = new BoxLabel(
                fields.getOrDefault("SN", ""),
                fields.getOrDefault("MK", ""),
                fields.getOrDefault("MD", ""),
                fields.getOrDefault("KEY", ""));
        return label.isWhole() ? Optional.of(label) : Optional.empty();
    }

    private boolean isWhole() {
        return SERIAL.matcher(serial).matches()
                && NAME.matcher(maker).matches()
                && NAME.matcher(model).matches()
                && KEY.matcher(key).matches();
    }

    @Override
    public String toString() {
        return "label of " + serial;
    }
}
