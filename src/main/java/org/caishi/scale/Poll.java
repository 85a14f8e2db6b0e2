/** What a link sends to a scale that speaks only when it is asked. */
package org.caishi.scale;

import java.time.Duration;

/**
 * A poll.
 *
 * @param request the bytes that ask for the weight
 * @param every how often to send them; a scale that has not answered yet is not asked again sooner
 */
public record Poll(MessageBytes request, Duration every) {}
