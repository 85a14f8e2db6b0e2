/** Marks a handler for those who answer for a market: its manager, and the bank; which market is for Scope to say. */
package org.caishi.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@PreAuthorize("hasAnyRole('OPERATOR', 'MANAGER')")
public @interface MarketManager {}
