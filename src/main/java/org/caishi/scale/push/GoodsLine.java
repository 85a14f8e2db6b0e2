/** A way on which goods reach one scale, whatever it speaks. */
package org.caishi.scale.push;

import java.util.List;

interface GoodsLine {
    /** Goods that can be sent together, at the most. */
    int most();

    /** Sends them, and says of each, in their order, what came of it so far. */
    List<Sent> send(List<Push> goods) throws InterruptedException;
}
