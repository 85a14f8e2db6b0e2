/** What the law asks of weights: the register of scales and their verifications, the fair scale, and the rules as dated data. */
@NullMarked
package org.caishi.scale.metrology;

import org.jspecify.annotations.NullMarked;
