/** Is told of new weighings within the transaction that writes them; what it throws undoes them too. */
package org.caishi.scale;

import java.util.List;

public interface WeighingWitness {
    void written(List<Weighing> fresh);
}
