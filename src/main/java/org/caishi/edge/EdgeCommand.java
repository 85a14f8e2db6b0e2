/** Gives a running edge a command from the command line of its machine. */
package org.caishi.edge;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.caishi.edge.StatusPage.Offered;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The edge leaves its port and a word in its folder, where only its owner can read them. */
public final class EdgeCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WORD_BYTES = 24;

    private EdgeCommand() {}

    static String newWord() {
        byte[] bytes = new byte[WORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Leaves in the folder how this run of the edge is reached. */
    static void leave(Path folder, int port, String word) throws IOException {
        Path file = file(folder);
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try {
            Files.writeString(file, port + " " + word + "\n");
        } catch (IOException fullDisk) {
            Files.deleteIfExists(file);
            throw fullDisk;
        }
    }

    /**
     * Offers the centre once more what it has refused, through the edge that runs on the environment's folder.
     *
     * @return the exit code: 2 when no edge could be asked, with a clear line on {@code err}
     */
    public static int offerAgain(UnaryOperator<@Nullable String> environment, PrintStream out, PrintStream err) {
        Path folder = EdgeSettings.folder(environment);
        try (HttpClient client = HttpClient.newHttpClient()) {
            String[] left = Files.readString(file(folder), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + left[0] + StatusPage.OFFER_AGAIN))
                            .timeout(PATIENCE)
                            .header(StatusPage.WORD_HEADER, left[left.length - 1])
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("it answers " + answer.statusCode());
            }
            int offered =
                    JsonMapper.shared().readValue(answer.body(), Offered.class).offered();
            out.printf("%d sales that were set aside are offered to the centre again%n", offered);
            return 0;
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            err.println("no edge runs on " + folder + " that could be asked: " + e.getMessage()
                    + "; run this as the edge's own user, with its CAISHI_DATA");
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("command");
    }
}
