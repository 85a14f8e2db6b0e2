/** Writes JSON objects one a line, in UTF-8 whatever the terminal's character set is. */
package org.caishi.tool;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Gathers lines until {@link #flush}, so that a burst costs one write and a lone line does not wait. */
final class JsonLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final PrintStream out;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    /** Adds one line with the object whose fields the writer writes. */
    void line(Consumer<JsonGenerator> fields) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), gathered)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        gathered.write('\n');
    }

    /** Hands the lines on; false when nobody reads them any more. */
    boolean flush() {
        out.write(gathered.toByteArray(), 0, gathered.size());
        gathered.reset();
        return !out.checkError();
    }
}
