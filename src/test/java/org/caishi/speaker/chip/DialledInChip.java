/** A virtual SYN6288 behind a bridge that dials in at the product's door and speaks in real time. */
package org.caishi.speaker.chip;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

public final class DialledInChip implements AutoCloseable {
    private static final int STEP_MILLIS = 5;
    private static final int ANSWER_MILLIS = 20_000;

    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private final VirtualChip chip;
    private final Socket socket;
    private byte[] unread = new byte[0];

    private DialledInChip(VirtualChip chip, Socket socket) {
        this.chip = chip;
        this.socket = socket;
    }

    /** A chip that needs so long for a byte of text, and is not on the line yet. */
    public static VirtualChip chip(long millisPerByte) {
        return new VirtualChip(new Syn6288(), true, true, millisPerByte);
    }

    /** It loses power in the middle of the next sentence. */
    public static void resetsInTheNext(VirtualChip chip) {
        chip.willBe(VirtualChip.Mood.RESETS);
    }

    /** The next frame is lost on its way, and never answered. */
    public static void isDeafToTheNext(VirtualChip chip) {
        chip.willBe(VirtualChip.Mood.DEAF);
    }

    public static void rejectsTheNext(VirtualChip chip) {
        chip.willBe(VirtualChip.Mood.REJECTS, VirtualChip.Mood.REJECTS); // it is asked twice
    }

    /** The chip speaks of its own accord for a while. */
    public static void isBusy(VirtualChip chip, long millis) {
        chip.isSpeaking("欢迎光临", now() + millis);
    }

    /** Dials in with the line of the handshake, given without its end. */
    public static DialledInChip dial(VirtualChip chip, int port, String line) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(3);
        if (!Arrays.equals(answer, "OK\n".getBytes(StandardCharsets.US_ASCII))) {
            socket.close();
            throw new IOException("refused: " + new String(answer, StandardCharsets.US_ASCII));
        }
        return over(chip, socket);
    }

    /** The chip at the end of a line that stands already. */
    public static DialledInChip over(VirtualChip chip, Socket socket) throws IOException {
        socket.setSoTimeout(STEP_MILLIS);
        DialledInChip connected = new DialledInChip(chip, socket);
        Thread.ofVirtual().name("virtual chip").start(connected::live);
        return connected;
    }

    /** The texts whose speaking has begun. */
    public List<String> begun() {
        synchronized (chip) {
            return List.copyOf(chip.begun);
        }
    }

    /** The texts that were spoken to their end. */
    public List<String> finished() {
        synchronized (chip) {
            return List.copyOf(chip.finished);
        }
    }

    /** How many sentences another one has cut off. */
    public int cutOff() {
        synchronized (chip) {
            return chip.cutOff;
        }
    }

    public List<byte[]> frames() {
        return List.copyOf(frames);
    }

    public static boolean isWhole(byte[] frame) {
        return VirtualChip.isWhole(frame);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void live() {
        try (socket) {
            while (hear(socket.getInputStream())) {
                synchronized (chip) {
                    takeFrames();
                    socket.getOutputStream().write(chip.says(now()));
                }
            }
        } catch (IOException gone) {
            unread = new byte[0];
        }
    }

    private boolean hear(InputStream in) throws IOException {
        byte[] chunk = new byte[512];
        try {
            int count = in.read(chunk);
            if (count > 0) {
                int before = unread.length;
                unread = Arrays.copyOf(unread, before + count);
                System.arraycopy(chunk, 0, unread, before, count);
            }
            return count >= 0;
        } catch (SocketTimeoutException quiet) {
            return true;
        }
    }

    private void takeFrames() {
        while (unread.length >= 3) {
            int length = 3 + (Byte.toUnsignedInt(unread[1]) << 8 | Byte.toUnsignedInt(unread[2]));
            if (unread.length < length) {
                return;
            }
            byte[] frame = Arrays.copyOf(unread, length);
            unread = Arrays.copyOfRange(unread, length, unread.length);
            frames.add(frame);
            chip.hears(frame, now());
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
