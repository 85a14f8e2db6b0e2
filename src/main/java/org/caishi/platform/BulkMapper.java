/** Marks the mapper interfaces whose inserts and updates are gathered and sent as one JDBC batch. */
package org.caishi.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A mapper on a session of its own that shares the transaction's connection. Its methods return nothing: a row is on
 * its way only after the mapper's {@code flush()} (a method with MyBatis' {@code @Flush}), which every use must call,
 * for the order of writes is the order of flushes and a refused key is reported there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BulkMapper {}
