/** What a speaker that asks is answered with: announcements, and commands where it asks for those too. */
package org.caishi.speaker;

sealed interface Told permits Say, CommandMessage {}
