/** The scales and speakers of the demonstration's stalls. */
package org.caishi.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.market.Stall;
import org.jspecify.annotations.Nullable;

/** Their keys follow from the seed and are shown to everybody: they are worth nothing outside the demonstration. */
final class DemoDevices {
    /** A few stalls of the fish zone have a speech chip that dials in, for wet places want a horn on the wall. */
    private static final String CHIP_ZONE = "D";

    private static final int CHIPS = 6;
    private static final int DAYS_OF_A_YEAR = 365;

    private DemoDevices() {}

    static List<NewDevice> of(Stall stall, boolean isWeighed, LocalDate today) {
        List<NewDevice> devices = new ArrayList<>();
        if (isWeighed) {
            devices.add(scale(stall, today));
        }
        devices.add(speaker(stall));
        return devices;
    }

    /** Every other scale speaks the indicators' old language; verifications end on days spread over a year. */
    private static NewDevice scale(Stall stall, LocalDate today) {
        int number = stall.position();
        boolean old = !addsUp(number);
        return device(
                stall,
                DeviceKind.SCALE,
                old ? "Yaohua" : "Caishi",
                old ? "XK3190-A9" : "CJ-15",
                old ? "yaohua-tf0" : "caishi-json",
                LinkKind.TCP_IN,
                today.plusDays(1 + (number * 37L + 20) % DAYS_OF_A_YEAR));
    }

    /** Whether the stall's scale makes one receipt of several goods. */
    static boolean addsUp(DemoStall stall) {
        return addsUp(stall.position());
    }

    private static boolean addsUp(int position) {
        return position % 2 != 0;
    }

    private static NewDevice speaker(Stall stall) {
        boolean chip = stall.stallNo().startsWith(CHIP_ZONE)
                && Integer.parseInt(stall.stallNo().substring(CHIP_ZONE.length())) <= CHIPS;
        return chip
                ? device(stall, DeviceKind.SPEAKER, "YuTone", "SYN6288", "syn6288", LinkKind.TCP_IN, null)
                : device(stall, DeviceKind.SPEAKER, "Caishi", "CS-4G", "caishi-speaker", LinkKind.MQTT, null);
    }

    private static NewDevice device(
            Stall stall,
            DeviceKind kind,
            String maker,
            String model,
            String protocol,
            LinkKind link,
            @Nullable LocalDate verifiedUntil) {
        String serial = "%s-%d-%s"
                .formatted(kind.name(), stall.marketId(), stall.stallNo())
                .toLowerCase(Locale.ROOT);
        return new NewDevice(
                stall.marketId(),
                serial,
                kind,
                maker,
                model,
                protocol,
                link,
                "",
                Map.of(),
                stall.stallId(),
                verifiedUntil,
                key(serial));
    }

    private static String key(String serial) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Long.toString(DemoDrawing.SEED).getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(serial.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }
}
