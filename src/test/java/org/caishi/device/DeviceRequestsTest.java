/** The device API lets in who signed, and nobody else. */
package org.caishi.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import java.util.Objects;
import org.caishi.device.link.LinkBoard;
import org.caishi.identity.SignedDeviceFilter;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

class DeviceRequestsTest {
    private final TestRegistry registry = new TestRegistry();
    private final Device device = registry.scale("SC-1", "caishi-json", LinkKind.HTTP, "", Map.of());
    private final LinkBoard board = new LinkBoard(registry);
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Heartbeats(registry.devices, registry), new Echo())
            .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
            .addFilters(new DeviceRequests(registry.devices, registry.signatures, board, registry))
            .build();

    @RestController
    static class Echo {
        @PostMapping(value = "/api/device/echo", produces = "text/plain;charset=UTF-8")
        String echo(@AuthenticationPrincipal DevicePrincipal principal, @RequestBody String body) {
            Authentication signedIn =
                    Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
            return principal.getName() + " " + signedIn.getAuthorities() + " " + body;
        }
    }

    @Test
    void aSignedRequestComesInAsItsDeviceWithItsBody() throws Exception {
        mvc.perform(signed("/api/device/echo", "/api/device/echo", "{\"鱼\":1}", "nonce001"))
                .andExpect(status().isOk())
                .andExpect(content().string("SC-1 [" + SignedDeviceFilter.AUTHORITY + "] {\"鱼\":1}"));
        assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
        assertThat(board.of(device)).get().matches(LinkState::up);
    }

    @Test
    void aHeartbeatIsAnsweredWithTheTimeAndWrittenDown() throws Exception {
        String answer = mvc.perform(signed(
                        "/api/device/heartbeat",
                        "/api/device/heartbeat",
                        "{\"battery\":77,\"signal\":-61,\"firmware\":\"1.4.2\",\"uptime\":12,\"more\":[]}",
                        "nonce001"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(answer).startsWith("{\"serverTime\":\"20").endsWith("Z\"}");
        registry.sightings.write();
        assertThat(registry.rows.seen).containsExactly(device.deviceId() + " 77");
    }

    @Test
    void aHeartbeatNeedsNoWords() throws Exception {
        mvc.perform(signed("/api/device/heartbeat", "/api/device/heartbeat", "", "nonce001"))
                .andExpect(status().isOk());
    }

    @Test
    void thePathIsSignedWithoutItsQueryOrWithIt() throws Exception {
        mvc.perform(signed("/api/device/echo?wait=30", "/api/device/echo", "x", "nonce001"))
                .andExpect(status().isOk());
        mvc.perform(signed("/api/device/echo?wait=30", "/api/device/echo?wait=30", "x", "nonce002"))
                .andExpect(status().isOk());
        refused(signed("/api/device/echo?wait=30", "/api/device/echo?wait=31", "x", "nonce003"), "signature");
    }

    @Test
    void theSameRequestAgainIsRefused() throws Exception {
        mvc.perform(signed("/api/device/echo", "/api/device/echo", "x", "nonce001"))
                .andExpect(status().isOk());
        refused(signed("/api/device/echo", "/api/device/echo", "x", "nonce001"), "nonce");
        refused(
                signed("/api/device/echo", "/api/device/echo", "x", "nonce001").with(request -> {
                    request.removeHeader("X-Device");
                    request.addHeader("X-Device", "sc-1");
                    return request;
                }),
                "device");
    }

    @Test
    void aChangedBodyMethodOrPathIsRefused() throws Exception {
        refused(signed("/api/device/echo", "/api/device/echo", "x", "nonce001").content("y"), "signature");
        refused(signed("/api/device/echo", "/api/device/heartbeat", "x", "nonce002"), "signature");
        assertThat(registry.nonces.count()).isZero();
    }

    @Test
    void withoutHeadersNobodyComesIn() throws Exception {
        refused(post("/api/device/heartbeat"), "device");
        refused(post("/api/device/heartbeat").header("X-Device", "SC-1"), "form");
    }

    @Test
    void aBodyBeyondTheBoundIsNotRead() throws Exception {
        mvc.perform(signed("/api/device/echo", "/api/device/echo", "x".repeat(DeviceRequests.MAX_BODY), "nonce001"))
                .andExpect(status().isOk());
        mvc.perform(signed("/api/device/echo", "/api/device/echo", "x".repeat(DeviceRequests.MAX_BODY + 1), "nonce002"))
                .andExpect(status().isContentTooLarge());
    }

    private void refused(MockHttpServletRequestBuilder request, String reason) throws Exception {
        mvc.perform(request)
                .andExpect(status().isUnauthorized())
                .andExpect(content().string("{\"reason\":\"" + reason + "\"}"));
    }

    private MockHttpServletRequestBuilder signed(String uri, String signedPath, String body, String nonce) {
        String timestamp = Long.toString(registry.instant().getEpochSecond());
        String text = String.join("\n", "POST", signedPath, timestamp, nonce, body);
        return post(java.net.URI.create(uri))
                .contentType(new MediaType("application", "json", UTF_8))
                .content(body.getBytes(UTF_8))
                .header("X-Device", "SC-1")
                .header("X-Timestamp", timestamp)
                .header("X-Nonce", nonce)
                .header("X-Signature", DeviceSignature.of(TestRegistry.KEY.getBytes(UTF_8), text));
    }
}
