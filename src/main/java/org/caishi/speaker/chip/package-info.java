/** Pure codecs and flow control for speech chips on a serial line: bytes in, bytes and events out. */
@NullMarked
package org.caishi.speaker.chip;

import org.jspecify.annotations.NullMarked;
