/** Is told by the conversations with scales which of them keep goods, and what came of those that were sent. */
package org.caishi.scale;

import org.caishi.device.Device;

public interface ScaleGoods {
    /**
     * The scale has said something of its goods.
     *
     * @param back on which goods may be sent to it
     */
    void heard(Device scale, ScaleSignal.OfGoods said, GoodsWay back);

    /** This way has come to its end. */
    void gone(Device scale, GoodsWay way);
}
