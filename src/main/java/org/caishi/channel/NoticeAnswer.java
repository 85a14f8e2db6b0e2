/** The exact answer that a channel expects to a notice. */
package org.caishi.channel;

/**
 * @param status HTTP status
 * @param contentType of the body
 * @param body may be empty
 */
public record NoticeAnswer(int status, String contentType, String body) {}
