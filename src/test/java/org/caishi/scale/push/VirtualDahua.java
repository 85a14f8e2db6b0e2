/** A Dahua TM label scale on a TCP port: one client and one command at a time, with the troubles such scales have. */
package org.caishi.scale.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

public final class VirtualDahua implements AutoCloseable {
    /** What may go wrong with one write of goods. */
    public enum Trouble {
        /** Takes the command and says nothing. */
        SILENCE,
        /** Answers, and does not do it. */
        REFUSAL,
        /** Cuts the connection instead of answering. */
        RESET,
        /** Stores another price than it was told. */
        OTHER_PRICE
    }

    public final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
    public final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<Integer, String> goods = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Socket> client = new AtomicReference<>();
    private final ServerSocket door;
    private volatile boolean mute;

    private VirtualDahua(ServerSocket door) {
        this.door = door;
    }

    public static VirtualDahua open() throws IOException {
        VirtualDahua scale = new VirtualDahua(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(scale::listen);
        return scale;
    }

    public String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** The six digits of the price under a number; empty where there are no goods. */
    public String price(int number) {
        String line = goods.getOrDefault(number, "");
        return line.isEmpty() ? "" : line.substring(12, 18);
    }

    /** The name's 区位码. */
    String name(int number) {
        String line = goods.getOrDefault(number, "BC");
        return line.substring(line.indexOf('B') + 1, line.indexOf('C'));
    }

    /** Goods with a prefix and a shelf life of which the product knows nothing. */
    void knows(int number, String line) {
        goods.put(number, line);
    }

    String line(int number) {
        return goods.getOrDefault(number, "");
    }

    /** Says nothing to anybody from now on. */
    public void mute(boolean silent) {
        mute = silent;
    }

    private void listen() {
        try {
            while (!door.isClosed()) {
                Socket caller = door.accept();
                if (client.compareAndSet(null, caller)) {
                    Thread.ofVirtual().start(() -> serve(caller));
                } else {
                    caller.close();
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket caller) {
        try (caller;
                BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String answer = answer(line);
                if (answer == null) {
                    caller.setSoLinger(true, 0);
                    return;
                }
                if (!answer.isEmpty() && !mute) {
                    caller.getOutputStream().write((answer + "\r\n\u0003").getBytes(US_ASCII));
                }
            }
        } catch (IOException gone) {
            // the client may come again
        } finally {
            client.set(null);
        }
    }

    /** Empty for none, null for a cut. */
    private @Nullable String answer(String command) {
        if (command.startsWith("!0U")) {
            int number = Integer.parseInt(command.substring(3, 7));
            String known = goods.get(number);
            return "0u%04d".formatted(number) + (known == null ? "a" : known.substring(4));
        }
        if (!command.startsWith("!0V")) {
            return "";
        }
        String line = command.substring(3);
        int number = Integer.parseInt(line.substring(0, 4));
        Trouble trouble = troubles.poll();
        if (trouble == null) {
            goods.put(number, line);
            return "0v%04da%c".formatted(number, line.charAt(5));
        }
        return switch (trouble) {
            case SILENCE -> "";
            case REFUSAL -> "0ve";
            case RESET -> null;
            case OTHER_PRICE -> {
                goods.put(number, line.substring(0, 12) + "000001" + line.substring(18));
                yield "0v%04da%c".formatted(number, line.charAt(5));
            }
        };
    }

    @Override
    public void close() {
        try {
            door.close();
            Socket last = client.get();
            if (last != null) {
                last.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
