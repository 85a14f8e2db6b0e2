/** The place in the security chain where the device module checks a device's signature. */
package org.caishi.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A bean of this type runs for {@code /api/device/**} before rights are looked at. For a good signature it puts an
 * authentication with the authority {@value #AUTHORITY} into the security context; for a bad one it answers itself or
 * leaves the context alone (then the answer is 401).
 */
public abstract class SignedDeviceFilter extends OncePerRequestFilter {
    public static final String AUTHORITY = "DEVICE";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/api/device/");
    }
}
