/** Who signs in, what they may do and see, and the trail they leave. */
@ApplicationModule(displayName = "identity", allowedDependencies = "platform")
@NullMarked
package org.caishi.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
