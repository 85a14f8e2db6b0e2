/** The keys of both sides of the simulated contract: what a merchant would hold and what the platform would. */
package org.caishi.simulator.wechat;

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
import org.caishi.platform.StartRefused;

/**
 * Made once and kept, readable by their owner only, so that a restart finds the same merchant.
 *
 * @param merchantSerial serial of the merchant's certificate, named in every request
 * @param apiV3Key 32 characters, the AES key of notices
 * @param publicKeyId {@code PUB_KEY_ID_…}, named in every answer and notice
 */
record WechatKeys(
        String spMchid,
        String spAppid,
        String appSecret,
        String merchantSerial,
        String apiV3Key,
        String publicKeyId,
        PublicKey merchantPublicKey,
        PrivateKey platformPrivateKey,
        Path merchantPrivateKeyFile,
        Path platformPublicKeyFile) {
    private static final String CONTRACT = "wechat.properties";
    private static final String MERCHANT_PRIVATE = "wechat-merchant-private.pem";
    private static final String MERCHANT_PUBLIC = "wechat-merchant-public.pem";
    private static final String PLATFORM_PRIVATE = "wechat-platform-private.pem";
    private static final String PLATFORM_PUBLIC = "wechat-platform-public.pem";

    /** The keys in a folder, made first where there are none. */
    static WechatKeys in(Path folder) {
        try {
            if (!Files.exists(folder.resolve(CONTRACT))) {
                create(folder);
            }
            return load(folder);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException broken) {
            throw new StartRefused(
                    "the simulator cannot make or read its keys in "
                            + folder.toAbsolutePath().normalize() + ": " + broken,
                    broken);
        }
    }

    private static void create(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        SecureRandom random = new SecureRandom();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, random);
        KeyPair merchant = generator.generateKeyPair();
        KeyPair platform = generator.generateKeyPair();
        writePem(
                folder.resolve(MERCHANT_PRIVATE),
                "PRIVATE KEY",
                merchant.getPrivate().getEncoded());
        writePem(
                folder.resolve(MERCHANT_PUBLIC),
                "PUBLIC KEY",
                merchant.getPublic().getEncoded());
        writePem(
                folder.resolve(PLATFORM_PRIVATE),
                "PRIVATE KEY",
                platform.getPrivate().getEncoded());
        writePem(
                folder.resolve(PLATFORM_PUBLIC),
                "PUBLIC KEY",
                platform.getPublic().getEncoded());
        Properties contract = new Properties();
        contract.setProperty("sp-mchid", "19" + digits(random, 8));
        contract.setProperty("sp-appid", "wx" + hex(random, 8));
        contract.setProperty("app-secret", hex(random, 16));
        contract.setProperty("merchant-serial", hex(random, 20).toUpperCase(java.util.Locale.ROOT));
        contract.setProperty("api-v3-key", hex(random, 16));
        contract.setProperty("public-key-id", "PUB_KEY_ID_01" + digits(random, 30));
        // Last and at once, because its presence says that the rest is there.
        Path draft = folder.resolve(CONTRACT + ".new");
        createPrivately(draft);
        try (Writer writer = Files.newBufferedWriter(draft)) {
            contract.store(writer, null);
        }
        Files.move(
                draft, folder.resolve(CONTRACT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static WechatKeys load(Path folder) throws IOException, GeneralSecurityException {
        Properties contract = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(CONTRACT))) {
            contract.load(reader);
        }
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        return new WechatKeys(
                contract.getProperty("sp-mchid"),
                contract.getProperty("sp-appid"),
                contract.getProperty("app-secret"),
                contract.getProperty("merchant-serial"),
                contract.getProperty("api-v3-key"),
                contract.getProperty("public-key-id"),
                rsa.generatePublic(new X509EncodedKeySpec(readPem(folder.resolve(MERCHANT_PUBLIC)))),
                rsa.generatePrivate(new PKCS8EncodedKeySpec(readPem(folder.resolve(PLATFORM_PRIVATE)))),
                folder.resolve(MERCHANT_PRIVATE).toAbsolutePath().normalize(),
                folder.resolve(PLATFORM_PUBLIC).toAbsolutePath().normalize());
    }

    private static void writePem(Path file, String kind, byte[] der) throws IOException {
        createPrivately(file);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
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

    private static String hex(SecureRandom random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private static String digits(SecureRandom random, int count) {
        return random.ints(count, 0, 10).mapToObj(Integer::toString).collect(java.util.stream.Collectors.joining());
    }

    @Override
    public String toString() {
        return "WechatKeys[" + spMchid + "]";
    }
}
