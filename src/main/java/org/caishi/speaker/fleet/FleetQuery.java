/** What of the fleet is asked for. */
package org.caishi.speaker.fleet;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter and a page of what it leaves.
 *
 * @param text part of a serial or a stall's number
 * @param page from 1
 */
record FleetQuery(
        @Nullable Only only,
        @Nullable Long zone,
        @Nullable String text,
        @Nullable Integer page) {
    static final int PAGE_SIZE = 50;
    private static final int LONGEST_TEXT = 40;

    enum Only {
        ALL,
        OFFLINE,
        LOW_BATTERY,
        UNBOUND
    }

    FleetQuery bounded() {
        String asked = text == null ? "" : text.strip();
        return new FleetQuery(
                only == null ? Only.ALL : only,
                zone,
                asked.length() > LONGEST_TEXT ? asked.substring(0, LONGEST_TEXT) : asked,
                page == null ? 1 : Math.clamp(page, 1, 10_000));
    }

    boolean takes(FleetLine line) {
        return takesState(line) && (zone == null || zone.equals(line.zoneId())) && takesText(line);
    }

    private boolean takesState(FleetLine line) {
        return switch (only == null ? Only.ALL : only) {
            case ALL -> true;
            case OFFLINE -> !line.online();
            case LOW_BATTERY -> line.lowBattery();
            case UNBOUND -> line.stallNo() == null;
        };
    }

    private boolean takesText(FleetLine line) {
        if (text == null || text.isEmpty()) {
            return true;
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        String stall = line.stallNo() == null ? "" : line.stallNo();
        return line.speaker().serial().toLowerCase(Locale.ROOT).contains(wanted)
                || stall.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
