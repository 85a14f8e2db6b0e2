/** Tells operations that the disk is nearly full, while the product still answers. */
package org.caishi.platform;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

@Component("freeSpace")
class FreeSpaceHealth implements HealthIndicator {
    private final FreeSpace space;

    FreeSpaceHealth(FreeSpace space) {
        this.space = space;
    }

    @Override
    public Health health() {
        Health.Builder health = space.isEnough() ? Health.up() : Health.down();
        return health.withDetail("freeMegabytes", space.freeMegabytes()).build();
    }
}
