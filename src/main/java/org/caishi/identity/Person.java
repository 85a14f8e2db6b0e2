/** The one who is signed in; kept in the session, so without any secret. */
package org.caishi.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * @param marketId the market they belong to; null for the bank's operators
 * @param vendorId the vendor they act for; null for staff
 */
public record Person(
        long userId,
        String signInName,
        String displayName,
        Role role,
        @Nullable Long marketId,
        @Nullable Long vendorId) implements UserDetails {
    @Override
    public List<GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority(role.authority()));
    }

    /** Never known here: the hash stays in its row. */
    @Override
    public @Nullable String getPassword() {
        return null;
    }

    @Override
    public String getUsername() {
        return signInName;
    }
}
