/** The field tools of the jar: quick, without a server. */
@NullMarked
package org.caishi.tool;

import org.jspecify.annotations.NullMarked;
