/** The keys and the contract of a simulated service: made once and kept, readable by their owner only. */
package org.caishi.simulator.wallet;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.caishi.platform.StartRefused;

/**
 * Two pairs of RSA keys as PEM files ({@code <name>-merchant-private.pem} and so on) and a properties file with the rest, so
 * that a restart finds the same merchant.
 */
public final class KeyFolder {
    private static final int RSA_BITS = 2048;

    private final Path folder;
    private final String name;

    /** Draws what is random in a contract. */
    public static final class Lot {
        private final SecureRandom random = new SecureRandom();

        public String hex(int bytes) {
            byte[] drawn = new byte[bytes];
            random.nextBytes(drawn);
            return HexFormat.of().formatHex(drawn);
        }

        public String digits(int count) {
            return random.ints(count, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
        }
    }

    /** Everything of it, read. */
    public record Kept(
            Properties contract,
            PublicKey merchantPublicKey,
            PrivateKey platformPrivateKey,
            Path merchantPrivateKeyFile,
            Path platformPublicKeyFile) {}

    private KeyFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * What the folder keeps, made first where there is nothing.
     *
     * @param name of the service, which its files begin with
     * @param contract fills in the properties of a new contract
     */
    public static Kept open(Path folder, String name, BiConsumer<Properties, Lot> contract) {
        KeyFolder keys = new KeyFolder(folder, name);
        try {
            if (!Files.exists(keys.contractFile())) {
                keys.create(contract);
            }
            return keys.load();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException broken) {
            throw new StartRefused(
                    "the simulator cannot make or read its keys in "
                            + folder.toAbsolutePath().normalize() + ": " + broken,
                    broken);
        }
    }

    private void create(BiConsumer<Properties, Lot> filled) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS, new SecureRandom());
        KeyPair merchant = generator.generateKeyPair();
        KeyPair platform = generator.generateKeyPair();
        writePem("merchant-private", "PRIVATE KEY", merchant.getPrivate().getEncoded());
        writePem("merchant-public", "PUBLIC KEY", merchant.getPublic().getEncoded());
        writePem("platform-private", "PRIVATE KEY", platform.getPrivate().getEncoded());
        writePem("platform-public", "PUBLIC KEY", platform.getPublic().getEncoded());
        Properties contract = new Properties();
        filled.accept(contract, new Lot());
        // Last and at once, because its presence says that the rest is there.
        Path draft = folder.resolve(name + ".properties.new");
        createPrivately(draft);
        try (Writer writer = Files.newBufferedWriter(draft)) {
            contract.store(writer, null);
        }
        Files.move(draft, contractFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Kept load() throws IOException, GeneralSecurityException {
        Properties contract = new Properties();
        try (Reader reader = Files.newBufferedReader(contractFile())) {
            contract.load(reader);
        }
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        return new Kept(
                contract,
                rsa.generatePublic(new X509EncodedKeySpec(readPem(pem("merchant-public")))),
                rsa.generatePrivate(new PKCS8EncodedKeySpec(readPem(pem("platform-private")))),
                pem("merchant-private").toAbsolutePath().normalize(),
                pem("platform-public").toAbsolutePath().normalize());
    }

    private Path contractFile() {
        return folder.resolve(name + ".properties");
    }

    private Path pem(String key) {
        return folder.resolve(name + "-" + key + ".pem");
    }

    private void writePem(String key, String kind, byte[] der) throws IOException {
        createPrivately(pem(key));
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(pem(key), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    private static byte[] readPem(Path file) throws IOException {
        String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return Base64.getMimeDecoder().decode(base64);
    }

    /** An empty file that only its owner reads, before anything secret is in it. */
    private static void createPrivately(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
