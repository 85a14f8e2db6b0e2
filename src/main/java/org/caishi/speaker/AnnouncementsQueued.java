/** Announcements of these stalls have been committed and wait to be delivered. */
package org.caishi.speaker;

import java.util.Set;

record AnnouncementsQueued(Set<StallKey> stalls) {}
