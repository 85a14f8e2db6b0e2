/** The centre's side of an edge: tells it its scales, takes their sales, and shows what they show. */
package org.caishi.edge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DevicePrincipal;
import org.caishi.device.Devices;
import org.caishi.edge.EdgeMessages.Acks;
import org.caishi.edge.EdgeMessages.GoodsCall;
import org.caishi.edge.EdgeMessages.GoodsPage;
import org.caishi.edge.EdgeMessages.News;
import org.caishi.edge.EdgeMessages.Scales;
import org.caishi.identity.SignedDevice;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@Tag(name = "Edge")
@RestController
class EdgeDoor {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Devices devices;
    private final EdgeSalesDesk desk;
    private final EdgeNewsDesk news;
    private final EdgeGoodsDesk goods;

    EdgeDoor(Devices devices, EdgeSalesDesk desk, EdgeNewsDesk news, EdgeGoodsDesk goods) {
        this.devices = devices;
        this.desk = desk;
        this.news = news;
        this.goods = goods;
    }

    @Operation(
            summary = "The scales that hang on the edge",
            description = "With an ETag; 304 while nothing has changed.")
    @SignedDevice
    @GetMapping(path = EdgeMessages.SCALES, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> scales(
            @AuthenticationPrincipal DevicePrincipal principal,
            @RequestHeader(name = "If-None-Match", defaultValue = "") String known) {
        if (!isEdge(principal)) {
            return noEdge();
        }
        Device edge = principal.device();
        ScaleKeys keys = new ScaleKeys(devices.key(edge));
        byte[] body = JSON.writeValueAsBytes(new Scales(devices.onEdge(edge).stream()
                .map(scale -> HungScale.of(scale, keys.seal(scale.serial(), devices.key(scale))))
                .toList()));
        String tag = tag(body);
        return tag.equals(known)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
                : ResponseEntity.ok().eTag(tag).body(body);
    }

    /** The body is read as bytes: its numbers must not pass through anybody's floating point. */
    @Operation(
            summary = "Tell sales of the edge's scales",
            description = "One sale a line, each exactly as its scale sent it. Answers one acknowledgement a line, in "
                    + "order; null: not known to be stored, tell it again.")
    @SignedDevice
    @PostMapping(path = EdgeMessages.WEIGHINGS, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> weighings(@AuthenticationPrincipal DevicePrincipal principal, @RequestBody byte[] body) {
        if (!isEdge(principal)) {
            return noEdge();
        }
        List<byte[]> lines = lines(body);
        return lines.size() > EdgeMessages.MOST_BATCH
                ? ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body(new Refusal("overlong"))
                : ResponseEntity.ok(new Acks(desk.take(onEdge(principal.device()), lines)));
    }

    @Operation(
            summary = "Tell what the edge's scales show now, and how their links are doing",
            description =
                    "Answers what the centre wants to know: whose lines to listen to, whose counts to tell often.")
    @SignedDevice
    @PostMapping(path = EdgeMessages.LIVE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> live(@AuthenticationPrincipal DevicePrincipal principal, @RequestBody News told) {
        if (!isEdge(principal)) {
            return noEdge();
        }
        return ResponseEntity.ok(news.take(principal.device(), onEdge(principal.device()), told));
    }

    @Operation(
            summary = "Tell what came of goods, and ask which the edge's scales are to hold",
            description = "Empty while there are none that the edge has not heard of. What came of goods may be told "
                    + "twice. Field by field: firmware-protocols/caishi-device/protocol.md.")
    @SignedDevice
    @PostMapping(path = EdgeMessages.GOODS, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> goods(@AuthenticationPrincipal DevicePrincipal principal, @RequestBody GoodsCall call) {
        if (!isEdge(principal)) {
            return noEdge();
        }
        GoodsPage page = goods.take(onEdge(principal.device()), call);
        return page.goods().isEmpty() ? ResponseEntity.noContent().build() : ResponseEntity.ok(page);
    }

    private Map<String, Device> onEdge(Device edge) {
        return devices.onEdge(edge).stream().collect(Collectors.toMap(Device::serial, Function.identity()));
    }

    private static boolean isEdge(DevicePrincipal principal) {
        return principal.device().kind() == DeviceKind.EDGE;
    }

    private static ResponseEntity<Refusal> noEdge() {
        return ResponseEntity.status(HttpStatus.FORBIDDEN).body(new Refusal("kind"));
    }

    private static List<byte[]> lines(byte[] body) {
        // One byte a character: nothing of the messages is read here.
        return Arrays.stream(new String(body, StandardCharsets.ISO_8859_1).split("\n", -1))
                .filter(line -> !line.isBlank())
                .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static String tag(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A word, as the device API refuses. */
    record Refusal(String reason) {}
}
