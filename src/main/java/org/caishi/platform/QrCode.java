/** A QR code as one SVG path: sharp at every size, small on the wire, quick to make. */
package org.caishi.platform;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/**
 * Error correction M; the mask is fixed, for trying all eight costs ten times as much and readers do not mind.
 *
 * @param side modules a side with the quiet zone of four around: the SVG's view box
 * @param path the dark modules, as an SVG path
 */
public record QrCode(int side, String path) {
    private static final int QUIET = 4;
    private static final int MASK = 4;

    /** @throws IllegalArgumentException when the text is too long for a code */
    public static QrCode of(String text) {
        ByteMatrix modules = modules(text);
        StringBuilder path = new StringBuilder(8_192);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y) == 1) {
                    int from = x;
                    while (x + 1 < modules.getWidth() && modules.get(x + 1, y) == 1) {
                        x++;
                    }
                    int length = x - from + 1;
                    path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                    path.append('h')
                            .append(length)
                            .append("v1h-")
                            .append(length)
                            .append('z');
                }
            }
        }
        return new QrCode(modules.getWidth() + 2 * QUIET, path.toString());
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(
                            text,
                            ErrorCorrectionLevel.M,
                            Map.of(EncodeHintType.CHARACTER_SET, "UTF-8", EncodeHintType.QR_MASK_PATTERN, MASK))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a code: " + text.length() + " characters", e);
        }
    }
}
