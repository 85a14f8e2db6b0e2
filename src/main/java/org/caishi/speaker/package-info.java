/** What the stalls' speakers say, and how they are made to say it: in order, once, and not when it is old news. */
@NullMarked
package org.caishi.speaker;

import org.jspecify.annotations.NullMarked;
