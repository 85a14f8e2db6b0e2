/** Every plate decodes back to its address, as a wallet's camera would read it. */
package org.caishi.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.platform.QrCode;
import org.junit.jupiter.api.Test;

class PlateCodeTest {
    private static final int MODULE_PIXELS = 4;
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @Test
    void everyPlateDecodesBackToItsAddress() throws Exception {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1_000; i++) {
            String address = "http://127.0.0.1:34567/q/" + PlateToken.draw(101 + i % 2, random);

            Result read = decode(QrCode.of(address));

            assertThat(read.getText()).isEqualTo(address);
            assertThat(read.getResultMetadata()).containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
        }
    }

    @Test
    void aLongPublicAddressStillFits() throws Exception {
        String address = "https://a-rather-long-host-name.of-a-rural-bank.example.cn:8443/q/" + "0".repeat(20);

        assertThat(decode(QrCode.of(address)).getText()).isEqualTo(address);
    }

    @Test
    void whatNoCodeHoldsIsRefused() {
        assertThatThrownBy(() -> QrCode.of("x".repeat(3_000))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Paints the path as a browser would, and reads the picture as a camera would. */
    static Result decode(QrCode picture) throws Exception {
        int pixels = picture.side() * MODULE_PIXELS;
        BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setColor(Color.WHITE);
        paint.fillRect(0, 0, pixels, pixels);
        paint.setColor(Color.BLACK);
        Matcher run = RUN.matcher(picture.path());
        int end = 0;
        while (run.find()) {
            assertThat(run.start()).isEqualTo(end);
            end = run.end();
            paint.fillRect(at(run, 1), at(run, 2), at(run, 3), MODULE_PIXELS);
        }
        assertThat(end).isEqualTo(picture.path().length());
        int[] rgb = image.getRGB(0, 0, pixels, pixels, null, 0, pixels);
        try {
            return new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, pixels, rgb))),
                            Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE)));
        } catch (NotFoundException unreadable) {
            throw new AssertionError("no code in the picture", unreadable);
        }
    }

    private static int at(Matcher run, int group) {
        return Integer.parseInt(run.group(group)) * MODULE_PIXELS;
    }
}
