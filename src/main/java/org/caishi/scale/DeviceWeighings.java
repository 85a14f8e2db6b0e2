/** The door for smart scales that speak HTTP. */
package org.caishi.scale;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.caishi.device.DevicePrincipal;
import org.caishi.identity.SignedDevice;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Scales")
@RestController
class DeviceWeighings {
    private static final String SALE = """
            {"serial":"SC-0001","seq":17,"at":"2026-05-01T08:30:00.250+08:00","items":[{"plu":1001,"name":"鲫鱼",
            "netGrams":488,"tareGrams":12,"unitPriceFenPerKg":2560,"amountFen":1249}],"totalFen":1249}""";

    private final SaleDesk desk;

    DeviceWeighings(SaleDesk desk) {
        this.desk = desk;
    }

    /** The body is read as bytes: its numbers must not pass through anybody's floating point. */
    @Operation(
            summary = "Tell a complete sale",
            description = "The same seq with the same content again is answered as the first time. "
                    + "Field by field: firmware-protocols/caishi-device/protocol.md.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            examples = @ExampleObject(SALE))))
    @ApiResponse(responseCode = "200", description = "Stored for good")
    @ApiResponse(responseCode = "400", description = "Not readable as a message")
    @ApiResponse(responseCode = "422", description = "Refused: the same message will never be accepted")
    @ApiResponse(responseCode = "503", description = "Not known to be stored: tell it again")
    @SignedDevice
    @PostMapping(path = "/api/device/weighings", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> tell(@AuthenticationPrincipal DevicePrincipal principal, @RequestBody byte[] body) {
        SaleAck ack = desk.take(principal.device(), body);
        if (ack.isAccepted()) {
            return ResponseEntity.ok(ack);
        }
        String reason = String.valueOf(ack.reason());
        boolean unread = reason.equals(Rejection.JSON.word()) || reason.equals(Rejection.OVERLONG.word());
        return ResponseEntity.status(unread ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT)
                .body(new Refusal(ack, new Error(reason, String.valueOf(ack.words()))));
    }

    /** The acknowledgement, and the same once more in the form of every error of the product. */
    record Refusal(@JsonUnwrapped SaleAck ack, Error error) {}

    record Error(String code, String message) {}
}
