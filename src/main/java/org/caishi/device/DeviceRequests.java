/** Lets requests to the device API in by their signature. */
package org.caishi.device;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caishi.device.DeviceSignature.Proof;
import org.caishi.device.DeviceSignature.Verdict;
import org.caishi.identity.SignedDeviceFilter;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Signed is method, path, timestamp, nonce and the exact bytes of the body, joined by LF. The path is the one that was
 * sent, without its query; a device whose library signs path and query together is understood too.
 */
@Component
class DeviceRequests extends SignedDeviceFilter {
    static final int MAX_BODY = 256 * 1024;

    private final RequestAttributeSecurityContextRepository asyncToo = new RequestAttributeSecurityContextRepository();
    private final Devices devices;
    private final DeviceSignature signatures;
    private final DeviceLinks links;
    private final InstantSource clock;

    DeviceRequests(Devices devices, DeviceSignature signatures, DeviceLinks links, InstantSource clock) {
        this.devices = devices;
        this.signatures = signatures;
        this.links = links;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Device> device = devices.bySerial(header(request, "X-Device"));
        if (device.isEmpty()) {
            refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "device");
            return;
        }
        Optional<byte[]> body = body(request);
        if (body.isEmpty()) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "overlong");
            return;
        }
        Proof proof =
                new Proof(header(request, "X-Timestamp"), header(request, "X-Nonce"), header(request, "X-Signature"));
        Verdict verdict = signatures.verify(device.get(), proof, signed(request, proof, body.get()));
        if (verdict != Verdict.GOOD) {
            refuse(response, HttpServletResponse.SC_UNAUTHORIZED, verdict.word());
            return;
        }
        devices.seen(device.get(), clock.instant());
        links.heard(device.get(), body.get().length);
        letIn(device.get(), new SignedRequest(request, body.get()), response, chain);
    }

    /** The authentication stays with the request, so a long poll that is answered later still has it. */
    private void letIn(Device device, SignedRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                new DevicePrincipal(device), "", AuthorityUtils.createAuthorityList(AUTHORITY)));
        SecurityContextHolder.setContext(context);
        asyncToo.saveContext(context, request, response);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static List<byte[]> signed(HttpServletRequest request, Proof proof, byte[] body) {
        List<byte[]> texts = new ArrayList<>();
        texts.add(signed(request, request.getRequestURI(), proof, body));
        if (request.getQueryString() != null) {
            texts.add(signed(request, request.getRequestURI() + "?" + request.getQueryString(), proof, body));
        }
        return texts;
    }

    private static byte[] signed(HttpServletRequest request, String path, Proof proof, byte[] body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(body.length + 256);
        text.writeBytes((request.getMethod() + "\n" + path + "\n" + proof.timestamp() + "\n" + proof.nonce() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        text.writeBytes(body);
        return text.toByteArray();
    }

    private static Optional<byte[]> body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BODY) {
            return Optional.empty();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        return body.length > MAX_BODY ? Optional.empty() : Optional.of(body);
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    private static void refuse(HttpServletResponse response, int status, String reason) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write("{\"reason\":\"" + reason + "\"}");
    }
}
