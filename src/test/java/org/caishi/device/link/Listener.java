/** Stands in for the modules that speak protocols: collects what comes and says what it is told. */
package org.caishi.device.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caishi.device.Device;
import org.caishi.device.Wire;
import org.caishi.device.WireUser;

final class Listener implements WireUser {
    static final String PROTOCOL = "test-lines";

    final List<Talk> talks = new CopyOnWriteArrayList<>();

    /** One session. */
    static final class Talk {
        final Device device;
        final Wire wire;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        volatile boolean ended;

        Talk(Device device, Wire wire) {
            this.device = device;
            this.wire = wire;
        }

        String heard() {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public boolean speaks(Device device) {
        return device.protocol().equals(PROTOCOL);
    }

    @Override
    public void use(Device device, Wire wire) throws IOException {
        Talk talk = new Talk(device, wire);
        talks.add(talk);
        try {
            byte[] buffer = new byte[64];
            for (int count = wire.in().read(buffer);
                    count >= 0;
                    count = wire.in().read(buffer)) {
                talk.heard.write(buffer, 0, count);
            }
        } finally {
            talk.ended = true;
        }
    }

    Talk last() {
        return talks.getLast();
    }
}
