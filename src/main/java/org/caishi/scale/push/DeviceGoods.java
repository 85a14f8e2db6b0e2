/** The HTTP door of smart scales without a line: which goods and prices are new, and what came of them. */
package org.caishi.scale.push;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.caishi.device.Device;
import org.caishi.device.DevicePrincipal;
import org.caishi.device.LinkKind;
import org.caishi.identity.SignedDevice;
import org.caishi.platform.NotFound;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.protocol.CaishiGoods;
import org.caishi.scale.protocol.CaishiMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@Tag(name = "Scales")
@RestController
@RequestMapping("/api/device/goods")
class DeviceGoods {
    private static final long LONGEST_WAIT_SECONDS = 30;

    /** Another node rings no bell here, so the rows are looked at as often. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Duration WELCOME_EVERY = Duration.ofMinutes(10);
    private static final int WAITING = 2_000;

    private final Semaphore places = new Semaphore(WAITING);
    /** By device; bounded by the registry. */
    private final ConcurrentMap<Long, Instant> welcomed = new ConcurrentHashMap<>();

    private final GoodsPush pushes;
    private final InstantSource clock;
    private volatile boolean closing;

    DeviceGoods(GoodsPush pushes, InstantSource clock) {
        this.pushes = pushes;
        this.clock = clock;
    }

    @Operation(
            summary = "Ask for goods and prices",
            description = "Answers as soon as there are some, and with an empty list when there were none for so long. "
                    + "What is not acknowledged is answered again, with its id, after a while. "
                    + "Field by field: firmware-protocols/caishi-device/protocol.md.")
    @ApiResponse(responseCode = "503", description = "Too many wait: ask again later")
    @SignedDevice
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] next(@AuthenticationPrincipal DevicePrincipal principal, @RequestParam(defaultValue = "0") long wait)
            throws InterruptedException {
        Device scale = scale(principal);
        if (!places.tryAcquire()) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        try {
            return CaishiLine.message(due(scale, Duration.ofSeconds(Math.clamp(wait, 0, LONGEST_WAIT_SECONDS))));
        } finally {
            places.release();
        }
    }

    private List<Push> due(Device scale, Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        welcome(scale);
        List<Push> due = pushes.claim(scale, CaishiGoods.MOST);
        for (long left = until - System.nanoTime();
                due.isEmpty() && left > 0 && !closing;
                left = until - System.nanoTime()) {
            pushes.await(scale, Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())));
            due = pushes.claim(scale, CaishiGoods.MOST);
        }
        return due;
    }

    /** It asks again and again; that it may be new, or back, is looked at now and then. */
    private void welcome(Device scale) throws InterruptedException {
        Instant now = clock.instant();
        Instant last = welcomed.get(scale.deviceId());
        if (last == null || last.plus(WELCOME_EVERY).isBefore(now)) {
            pushes.welcome(scale);
            welcomed.put(scale.deviceId(), now);
        }
    }

    /** The web server waits for open requests before it stops: these need not be waited for. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    @Operation(summary = "Acknowledge goods", description = "The message goods-ack: what came of each of the goods.")
    @ApiResponse(responseCode = "204", description = "Booked")
    @ApiResponse(responseCode = "400", description = "Not readable as an acknowledgement")
    @SignedDevice
    @PostMapping(path = "/ack", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<@Nullable Refusal> acknowledge(
            @AuthenticationPrincipal DevicePrincipal principal, @RequestBody byte[] body) {
        Device scale = scale(principal);
        return switch (CaishiMessage.read(body, 0, body.length)) {
            case CaishiMessage.Told(ScaleSignal.OfGoods.Answered(var answers)) -> {
                pushes.answered(scale, answers);
                yield ResponseEntity.noContent().build();
            }
            case CaishiMessage.Told _, CaishiMessage.Heartbeat _ ->
                ResponseEntity.badRequest().body(new Refusal(new Error("kind", "kind must be goods-ack here")));
            case CaishiMessage.Refused refused ->
                ResponseEntity.badRequest()
                        .body(new Refusal(new Error(refused.reason().word(), refused.words())));
        };
    }

    /** In the form of every error of the product. */
    record Refusal(Error error) {}

    record Error(String code, String message) {}

    /** Any other scale has another way. */
    private static Device scale(DevicePrincipal principal) {
        Device device = principal.device();
        if (!CaishiLine.leadsTo(device) || device.link() != LinkKind.HTTP) {
            throw new NotFound("goods of " + device.serial());
        }
        return device;
    }
}
