/** Marks a handler for those who run or inspect a market; which market is for Scope to say. */
package org.caishi.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@PreAuthorize("hasAnyRole('OPERATOR', 'MANAGER', 'CLERK', 'INSPECTOR')")
public @interface MarketStaff {}
