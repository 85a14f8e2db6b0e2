/** A QR code as one path of a vector picture: sharp at any size, small in the page. */
package org.caishi.platform;

import com.google.zxing.EncodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A picture in units of modules, quiet zone included.
 *
 * @param side modules along one side
 * @param path the dark modules, for the {@code d} of an SVG path
 */
public record QrCode(int side, String path) {
    /** Four light modules all round, as the standard wants. */
    private static final int QUIET = 4;

    /**
     * One fixed mask costs a tenth of the automatic choice. Whatever the mask, a common reader's finder overlooks some
     * codes (tried with plate addresses: 0.6 % to 1.2 % of those with the automatic mask, 0.04 % to 0.4 % with mask 6),
     * so a code that is overlooked takes the next mask.
     */
    private static final int[] MASKS = {6, 3, 4, 7};

    private static final int READER_PIXELS = 4;

    /**
     * Error correction M: 15 % of a wet, scratched plate may be unreadable.
     *
     * @throws IllegalArgumentException when the text is too long for a code
     */
    public static QrCode of(String text) {
        return picture(IntStream.of(MASKS)
                .mapToObj(mask -> encode(text, mask))
                .filter(QrCode::isFound)
                .findFirst()
                .orElseGet(() -> encode(text, MASKS[0])));
    }

    public String viewBox() {
        return "0 0 %d %d".formatted(side, side);
    }

    private static ByteMatrix encode(String text, int mask) {
        try {
            return Encoder.encode(
                            text,
                            ErrorCorrectionLevel.M,
                            Map.of(EncodeHintType.QR_MASK_PATTERN, mask, EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no QR code holds " + text.length() + " characters", tooLong);
        }
    }

    /** Whether a reader finds the code in a clean picture. */
    private static boolean isFound(ByteMatrix modules) {
        int pixels = (modules.getWidth() + 2 * QUIET) * READER_PIXELS;
        BitMatrix picture = new BitMatrix(pixels);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y) == 1) {
                    picture.setRegion(
                            (x + QUIET) * READER_PIXELS, (y + QUIET) * READER_PIXELS, READER_PIXELS, READER_PIXELS);
                }
            }
        }
        try {
            new Decoder().decode(new Detector(picture).detect().getBits());
            return true;
        } catch (ReaderException overlooked) {
            return false;
        }
    }

    private static QrCode picture(ByteMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int start = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > start) {
                    path.append('M').append(start + QUIET).append(' ').append(y + QUIET);
                    path.append('h')
                            .append(x - start)
                            .append("v1h-")
                            .append(x - start)
                            .append('z');
                }
            }
        }
        return new QrCode(modules.getWidth() + 2 * QUIET, path.toString());
    }
}
