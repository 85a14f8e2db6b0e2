/** The field tool {@code protocols}: what the scales of a market may speak, with the settings of each. */
package org.caishi.tool;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleProtocols;
import org.caishi.scale.Setting;
import tools.jackson.core.JsonGenerator;

final class Protocols implements FieldTool {
    @Override
    public String name() {
        return "protocols";
    }

    @Override
    public String summary() {
        return "protocols: the scale protocols it speaks, with their settings and defaults";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (!arguments.isEmpty()) {
            err.println("protocols takes no arguments, not " + arguments.getFirst());
            return 2;
        }
        JsonLines lines = new JsonLines(out);
        ScaleProtocols.all().forEach(protocol -> lines.line(json -> write(json, protocol)));
        lines.flush();
        return 0;
    }

    private static void write(JsonGenerator json, ScaleProtocol protocol) {
        json.writeStringProperty("name", protocol.name());
        json.writeStringProperty("title", protocol.title());
        json.writeArrayPropertyStart("settings");
        protocol.settings().forEach(setting -> write(json, setting));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Setting setting) {
        json.writeStartObject();
        json.writeStringProperty("name", setting.name());
        json.writeStringProperty("default", setting.defaultValue());
        switch (setting) {
            case Setting.Choice choice -> {
                json.writeArrayPropertyStart("values");
                choice.values().forEach(json::writeString);
                json.writeEndArray();
            }
            case Setting.Whole whole -> {
                json.writeNumberProperty("least", whole.least());
                json.writeNumberProperty("most", whole.most());
            }
        }
        json.writeEndObject();
    }
}
