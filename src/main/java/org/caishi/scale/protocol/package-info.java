/** The codecs of the scales, one class a protocol: bytes in, signals out; no thread, port, clock or log. */
@NullMarked
package org.caishi.scale.protocol;

import org.jspecify.annotations.NullMarked;
