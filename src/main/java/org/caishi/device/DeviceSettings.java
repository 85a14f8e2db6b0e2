/** The form in which a device's settings stand in their column: one name=value a line. */
package org.caishi.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class DeviceSettings {
    static final int MAX_CHARS = 500;

    private DeviceSettings() {}

    static String text(Map<String, String> settings) {
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    static Map<String, String> read(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                settings.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return settings;
    }

    private static String line(String name, String value) {
        String line = name + "=" + value;
        if (name.isEmpty() || name.contains("=") || line.lines().count() != 1) {
            throw new IllegalArgumentException("not a setting: " + line);
        }
        return line;
    }
}
