/** Bills over HTTP: where a day's bill lies, and the file itself, which the service does not sign. */
package org.caishi.simulator.wechat;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import org.caishi.simulator.SimulatorSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@SimulatesWechat
@PreAuthorize("permitAll()")
class WechatBillApi {
    /** The service's own host: whoever asks the simulator turns it into the simulator's, as every other address. */
    private static final String FILES = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=";

    private final WechatGate gate;
    private final WechatBills bills;

    WechatBillApi(WechatGate gate, WechatBills bills) {
        this.gate = gate;
        this.bills = bills;
    }

    private record Found(String hashType, String hashValue, String downloadUrl) {}

    @GetMapping(SimulatorSettings.WECHAT_PATH + "/v3/bill/tradebill")
    ResponseEntity<byte[]> tradeBill(
            HttpServletRequest request,
            @RequestParam(name = "bill_date", required = false) @Nullable String date,
            @RequestParam(name = "tar_type", required = false) @Nullable String packing) {
        return gate.answer(request, () -> {
            LocalDate day = day(date);
            if (!"GZIP".equals(packing)) {
                throw WechatRefusal.parameter("tar_type", "仅支持GZIP");
            }
            WechatBills.Made made = bills.make(day);
            if (made == null) {
                throw WechatRefusal.noBill();
            }
            return new Found("SHA1", made.sha1(), FILES + day);
        });
    }

    /** The caller is verified, the answer is not signed. */
    @GetMapping(SimulatorSettings.WECHAT_PATH + "/v3/billdownload/file")
    ResponseEntity<?> file(HttpServletRequest request, @RequestParam String token) {
        ResponseEntity<byte[]> verified =
                gate.answer(request, () -> Map.of("day", day(token).toString()));
        if (!verified.getStatusCode().is2xxSuccessful()) {
            return verified;
        }
        Resource file = new FileSystemResource(bills.file(day(token)));
        return Files.exists(bills.file(day(token)))
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .body(file)
                : ResponseEntity.notFound().build();
    }

    /**
     * One click: the bill of a day that is not over yet, for the demonstration. Today, where no date is given; {@code payments}
     * that nobody made stand behind the true ones.
     */
    @PostMapping(SimulatorSettings.WECHAT_PATH + "/control/bill")
    ResponseEntity<Map<String, String>> closeEarly(
            @RequestParam(required = false) @Nullable String date, @RequestParam(defaultValue = "0") int payments) {
        LocalDate day = date == null ? bills.today() : day(date);
        bills.closeEarly(day, payments);
        return ResponseEntity.ok(Map.of("date", day.toString()));
    }

    @ExceptionHandler(WechatRefusal.class)
    ResponseEntity<WechatRefusal.Body> refused(WechatRefusal refusal) {
        return ResponseEntity.status(refusal.status()).body(refusal.body());
    }

    private static LocalDate day(@Nullable String date) {
        try {
            return LocalDate.parse(WechatChecks.required(date, "bill_date"));
        } catch (DateTimeException notADate) {
            throw WechatRefusal.parameter("bill_date", "应为yyyy-MM-dd");
        }
    }
}
