/** The modules touch each other only through their public types, as each package-info allows, and never in a circle. */
package org.caishi;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
    @Test
    void theModulesKeepToTheirBorders() {
        ApplicationModules.of(Caishi.class).verify();
    }
}
