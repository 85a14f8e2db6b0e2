/** Scales: what their bytes say, and when a weight stands still. */
@NullMarked
package org.caishi.scale;

import org.jspecify.annotations.NullMarked;
