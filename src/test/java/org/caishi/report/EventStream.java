/** A page's stream of events as a test hears it. */
package org.caishi.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.caishi.identity.Visitor;

public final class EventStream implements AutoCloseable {
    private final StringBuffer heard = new StringBuffer();
    private final InputStream in;

    private EventStream(InputStream in) {
        this.in = in;
    }

    public static EventStream open(Visitor visitor, String path) {
        EventStream stream = new EventStream(visitor.stream(path));
        Thread.ofVirtual().start(stream::listen);
        return stream;
    }

    public boolean heard(String text) {
        return heard.indexOf(text) >= 0;
    }

    private void listen() {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        char[] buffer = new char[1_024];
        try {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                heard.append(buffer, 0, count);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
