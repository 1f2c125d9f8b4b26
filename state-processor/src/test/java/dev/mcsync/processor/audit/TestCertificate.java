package dev.mcsync.processor.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate made for one test, which vouches for itself. The JDK's own tool makes it.
 *
 * @param certificate as PEM: for the server to show, and the root for who trusts it
 * @param key of it, as PEM, for its owner's eyes
 */
record TestCertificate(Path certificate, Path key) {

    private static final String NAME = "server";
    private static final String PASSWORD = "changeit";

    /**
     * @param directory an empty one, where the files stay
     * @param host whom it is for, as {@code dns:localhost} or {@code ip:127.0.0.1}
     */
    static TestCertificate create(Path directory, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        NAME,
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=test",
                                        "-ext",
                                        "san=" + host,
                                        "-ext",
                                        "bc=ca:true",
                                        "-validity",
                                        "2",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        PASSWORD,
                                        "-keystore",
                                        store.toString()))
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("Expected keytool to make a certificate");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Path certificate = directory.resolve("server.pem");
        Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate(NAME).getEncoded()));
        Path key =
                Files.createFile(
                        directory.resolve("server.key"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key, pem("PRIVATE KEY", keys.getKey(NAME, PASSWORD.toCharArray()).getEncoded()));
        return new TestCertificate(certificate, key);
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(
                        what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
    }
}
