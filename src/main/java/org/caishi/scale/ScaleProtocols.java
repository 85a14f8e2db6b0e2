/** The list of the protocols that scales may speak here. */
package org.caishi.scale;

import java.util.List;
import java.util.Optional;
import org.caishi.scale.protocol.CaishiJson;
import org.caishi.scale.protocol.YaohuaTf0;

public final class ScaleProtocols {
    private static final List<ScaleProtocol> ALL = List.of(
            YaohuaTf0.PROTOCOL, //
            CaishiJson.PROTOCOL);

    private ScaleProtocols() {}

    public static List<ScaleProtocol> all() {
        return ALL;
    }

    public static Optional<ScaleProtocol> find(String name) {
        return ALL.stream().filter(protocol -> protocol.name().equals(name)).findFirst();
    }
}
