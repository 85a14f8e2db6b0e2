/** The list of the protocols that scales may speak here. */
package org.caishi.scale;

import java.util.List;
import java.util.Optional;
import org.caishi.scale.protocol.CaishiJson;
import org.caishi.scale.protocol.DahuaTm;
import org.caishi.scale.protocol.Dialog06;
import org.caishi.scale.protocol.Ecr;
import org.caishi.scale.protocol.Modbus;
import org.caishi.scale.protocol.MtSics;
import org.caishi.scale.protocol.Nci;
import org.caishi.scale.protocol.Sma;
import org.caishi.scale.protocol.StGs;
import org.caishi.scale.protocol.Toledo8217;
import org.caishi.scale.protocol.ToledoContinuous;
import org.caishi.scale.protocol.YaohuaA12e;
import org.caishi.scale.protocol.YaohuaCommand;
import org.caishi.scale.protocol.YaohuaReversed;
import org.caishi.scale.protocol.YaohuaTf0;
import org.caishi.scale.protocol.YaohuaWw;

public final class ScaleProtocols {
    private static final List<ScaleProtocol> ALL = List.of(
            YaohuaTf0.PROTOCOL,
            YaohuaReversed.PROTOCOL,
            YaohuaWw.PROTOCOL,
            YaohuaA12e.PROTOCOL,
            YaohuaCommand.PROTOCOL,
            ToledoContinuous.PROTOCOL,
            Toledo8217.PROTOCOL,
            MtSics.PROTOCOL,
            Ecr.PROTOCOL,
            StGs.PROTOCOL,
            Sma.PROTOCOL,
            Nci.PROTOCOL,
            Dialog06.PROTOCOL,
            Modbus.PROTOCOL,
            DahuaTm.PROTOCOL,
            CaishiJson.PROTOCOL);

    private ScaleProtocols() {}

    public static List<ScaleProtocol> all() {
        return ALL;
    }

    public static Optional<ScaleProtocol> find(String name) {
        return ALL.stream().filter(protocol -> protocol.name().equals(name)).findFirst();
    }
}
