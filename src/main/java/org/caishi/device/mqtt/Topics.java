/** Names topics and tells what a device may hear and say: its own, and nothing else. */
package org.caishi.device.mqtt;

import java.util.Set;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;

final class Topics {
    private static final int LEVELS = 5;
    private static final Set<String> ALL_OWN = Set.of("#", "+");

    /** Speakers of a foreign design, with a topic of their own: {@code speaker.MoneyTopicSpeakers}. */
    private static final String MONEY_PROTOCOL = "openluat-money";

    private static final String MONEY_ROOT = "/sub/topic/money/";

    private Topics() {}

    /** {@code caishi/{market}/{kind}/{serial}/}, under which all of a device's topics are. */
    static String root(String marketCode, Device device) {
        return "caishi/" + marketCode + "/" + device.kind().word() + "/" + device.serial() + "/";
    }

    /** Whether a topic or filter is among those that devices use, and not the broker's own. */
    static boolean isOfDevices(String topic) {
        return topic.startsWith("caishi/") || topic.startsWith(MONEY_ROOT);
    }

    /** Whether a device may subscribe to a filter. */
    static boolean mayHear(String marketCode, Device device, String filter) {
        if (device.protocol().equals(MONEY_PROTOCOL)) {
            return filter.equals(MONEY_ROOT + device.serial());
        }
        String root = root(marketCode, device);
        if (!filter.startsWith(root)) {
            return false;
        }
        String word = filter.substring(root.length());
        return ALL_OWN.contains(word) || heard(device.kind()).contains(word);
    }

    /** Whether a device may publish on a topic. */
    static boolean maySay(String marketCode, Device device, String topic) {
        String root = root(marketCode, device);
        return topic.startsWith(root) && said(device.kind()).contains(topic.substring(root.length()));
    }

    /** The serial of the device that a topic belongs to; empty for any other topic. */
    static String serialIn(String topic) {
        String[] levels = topic.split("/", -1);
        return levels.length == LEVELS && levels[0].equals("caishi") ? levels[3] : "";
    }

    private static Set<String> heard(DeviceKind kind) {
        return switch (kind) {
            case SPEAKER -> Set.of("say", "command");
            case SCALE -> Set.of("ack", "command");
            case EDGE -> Set.of();
        };
    }

    private static Set<String> said(DeviceKind kind) {
        return switch (kind) {
            case SPEAKER -> Set.of("ack", "state");
            case SCALE -> Set.of("weighing", "live");
            case EDGE -> Set.of();
        };
    }
}
