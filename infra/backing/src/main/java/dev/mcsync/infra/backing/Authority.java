package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority of one directory, and the certificates that it vouches for; kept there as PEM, which
 * all servers and clients read. The JDK's own tool makes them. For one process at a time.
 */
public final class Authority {
    /** Of the certificates; a local run is made anew sooner. */
    private static final String DAYS = "3650";

    private static final String ROOT = "ca";

    /** Guards nothing: the store is as private as the keys beside it. */
    private static final String STORE_PASSWORD = "changeit";

    private final Path directory;

    private Authority(Path directory) {
        this.directory = directory;
    }

    /**
     * @param certificate file, as PEM: the certificate and the authority's behind it
     * @param key file of the private key, as PEM, for its owner alone
     * @param both file of the two, as a Kafka broker reads them
     */
    public record Issued(Path certificate, Path key, Path both) {}

    /** The one of the directory; a new one where there is none. */
    public static Authority in(Path directory) {
        Authority authority = new Authority(directory.toAbsolutePath().normalize());
        authority.createIfNew();
        return authority;
    }

    /** File, as PEM, of the certificate by which what it vouches for is known. */
    public Path certificate() {
        return directory.resolve(ROOT + ".crt");
    }

    /** For a server of this machine. */
    public Issued forServer(String name) {
        return issue(name, List.of("-ext", "san=ip:127.0.0.1,dns:localhost"));
    }

    /** For who is known by that name. */
    public Issued forClient(String name) {
        return issue(name, List.of("-ext", "eku=clientAuth"));
    }

    private void createIfNew() {
        if (Files.exists(certificate())) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(store());
            make(ROOT, List.of("-ext", "bc:c", "-ext", "ku:c=keyCertSign,cRLSign"));
            write(certificate(), pem("CERTIFICATE", entry(ROOT).chain()[0].getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make an authority in " + directory, e);
        } catch (GeneralSecurityException e) {
            throw new BackingFailedException("Cannot make an authority in " + directory, e);
        }
    }

    private Issued issue(String name, List<String> extensions) {
        Issued issued =
                new Issued(
                        directory.resolve(name + ".crt"),
                        directory.resolve(name + ".key"),
                        directory.resolve(name + ".pem"));
        if (Files.exists(issued.both())) {
            return issued;
        }
        try {
            List<String> signed = new ArrayList<>(List.of("-signer", ROOT));
            signed.addAll(extensions);
            make(name, signed);
            Entry entry = entry(name);
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : entry.chain()) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            String key = pem("PRIVATE KEY", entry.key().getEncoded());
            write(issued.certificate(), chain.toString());
            write(issued.key(), key);
            write(issued.both(), key + chain);
            return issued;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a certificate for " + name, e);
        } catch (GeneralSecurityException e) {
            throw new BackingFailedException("Cannot make a certificate for " + name, e);
        }
    }

    private void make(String name, List<String> more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + name,
                                "-validity",
                                DAYS,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                STORE_PASSWORD,
                                "-keystore",
                                store().toString()));
        command.addAll(more);
        Command.require(command);
    }

    private record Entry(Key key, Certificate[] chain) {}

    private Entry entry(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        return new Entry(
                keys.getKey(name, STORE_PASSWORD.toCharArray()), keys.getCertificateChain(name));
    }

    private Path store() {
        return directory.resolve("authority.p12");
    }

    /** In one move, so that a run killed midway leaves nothing that looks complete. */
    private static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(
                        what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
    }
}
