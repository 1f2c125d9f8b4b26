package dev.mcsync.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Whether the way to PostgreSQL is encrypted, and how its server is known.
 *
 * @param mode as libpq's {@code sslmode}; {@code prefer} is encrypted where the server can
 * @param rootCertificate file of the certificates, as PEM, of whoever may vouch for the server;
 *     null for those that Java trusts
 * @param own what is shown to the server, to be known by it; null for nothing
 */
public record Encryption(
        String mode, @Nullable String rootCertificate, @Nullable ClientCertificate own) {

    /**
     * @param certificate file, as PEM, of the certificate and those that lead to its authority
     * @param key file of its private key, as PEM (PKCS 8, {@code .key} or {@code .pem})
     */
    public record ClientCertificate(String certificate, String key) {

        private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

        /**
         * The driver of JDBC must be told; of a file that is no key it says itself what is wrong.
         */
        private String keyAlgorithm() {
            return ALGORITHMS.stream()
                    .filter(this::isKeyOf)
                    .findFirst()
                    .orElse(ALGORITHMS.getFirst());
        }

        private boolean isKeyOf(String algorithm) {
            try {
                String text =
                        Files.readString(Path.of(key)).replaceAll("-----[A-Z ]+-----|\\s", "");
                byte[] encoded = Base64.getDecoder().decode(text);
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded))
                        .getFormat()
                        .equals("PKCS#8");
            } catch (IOException | GeneralSecurityException | IllegalArgumentException _) {
                return false;
            }
        }
    }

    private static final Set<String> MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Behind what its constructor needs. */
    static final Encryption PREFERRED = new Encryption("prefer", null);

    private static final String MODE = "sslmode";
    private static final String ROOT_CERTIFICATE = "sslrootcert";
    private static final String CERTIFICATE = "sslcert";
    private static final String KEY = "sslkey";
    private static final List<String> PARAMETERS =
            List.of(MODE, ROOT_CERTIFICATE, CERTIFICATE, KEY);

    public Encryption(String mode, @Nullable String rootCertificate) {
        this(mode, rootCertificate, null);
    }

    public Encryption {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "sslmode of a PostgreSQL address must be one of " + MODES);
        }
        if (rootCertificate != null && !isChecked(mode)) {
            throw new IllegalArgumentException(
                    "sslrootcert of a PostgreSQL address goes with sslmode verify-ca or verify-full");
        }
        if (own != null && !isChecked(mode)) {
            throw new IllegalArgumentException(
                    "sslcert of a PostgreSQL address goes with sslmode verify-ca or verify-full");
        }
    }

    /** Whether the certificate has to be of the server's very name. */
    boolean checksName() {
        return mode.equals("verify-full");
    }

    /**
     * @param parameters as they stand behind the {@code ?} of an address
     */
    static Encryption parse(String parameters) {
        Map<String, String> given = new HashMap<>();
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = parameter.substring(0, Math.max(equals, 0));
            if (!PARAMETERS.contains(name)) {
                throw new IllegalArgumentException(
                        "a PostgreSQL address has no parameters but "
                                + String.join(", ", PARAMETERS));
            }
            given.put(name, PostgresAddress.decode(parameter.substring(equals + 1)));
        }
        return new Encryption(
                given.getOrDefault(MODE, PREFERRED.mode),
                given.get(ROOT_CERTIFICATE),
                own(given.get(CERTIFICATE), given.get(KEY)));
    }

    private static @Nullable ClientCertificate own(
            @Nullable String certificate, @Nullable String key) {
        if (certificate != null && key != null) {
            return new ClientCertificate(certificate, key);
        }
        if (certificate != null || key != null) {
            throw new IllegalArgumentException(
                    "sslcert and sslkey of a PostgreSQL address go together");
        }
        return null;
    }

    /** With their {@code ?}; empty for what is the default. */
    String parameters() {
        return equals(PREFERRED) ? "" : "?" + String.join("&", named());
    }

    /**
     * Without a file the driver of JDBC would look for one in the home directory, and not at what
     * Java trusts, as the pool does.
     */
    String parametersOfJdbc() {
        List<String> named = named();
        if (isChecked(mode) && rootCertificate == null) {
            named.add("sslfactory=" + DefaultJavaSSLFactory.class.getName());
        }
        if (own != null) {
            named.add("pemKeyAlgorithm=" + own.keyAlgorithm());
        }
        return String.join("&", named);
    }

    private List<String> named() {
        List<String> named = new ArrayList<>(List.of(MODE + "=" + mode));
        if (rootCertificate != null) {
            named.add(ROOT_CERTIFICATE + "=" + PostgresAddress.encode(rootCertificate));
        }
        if (own != null) {
            named.add(CERTIFICATE + "=" + PostgresAddress.encode(own.certificate()));
            named.add(KEY + "=" + PostgresAddress.encode(own.key()));
        }
        return named;
    }

    private static boolean isChecked(String mode) {
        return mode.startsWith("verify-");
    }
}
