package dev.mcsync.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Whether the way to PostgreSQL is encrypted, and how its server is known.
 *
 * @param mode as libpq's {@code sslmode}; {@code prefer} is encrypted where the server can
 * @param rootCertificate file of the certificates, as PEM, of whoever may vouch for the server;
 *     null for those that Java trusts
 */
public record Encryption(String mode, @Nullable String rootCertificate) {

    private static final Set<String> MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Behind what its constructor needs. */
    static final Encryption PREFERRED = new Encryption("prefer", null);

    private static final String MODE = "sslmode";
    private static final String ROOT_CERTIFICATE = "sslrootcert";

    public Encryption {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "sslmode of a PostgreSQL address must be one of " + MODES);
        }
        if (rootCertificate != null && !isChecked(mode)) {
            throw new IllegalArgumentException(
                    "sslrootcert of a PostgreSQL address goes with sslmode verify-ca or verify-full");
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
        String mode = PREFERRED.mode;
        String rootCertificate = null;
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String value = PostgresAddress.decode(parameter.substring(equals + 1));
            switch (parameter.substring(0, Math.max(equals, 0))) {
                case MODE -> mode = value;
                case ROOT_CERTIFICATE -> rootCertificate = value;
                default ->
                        throw new IllegalArgumentException(
                                "a PostgreSQL address has no parameters but sslmode and sslrootcert");
            }
        }
        return new Encryption(mode, rootCertificate);
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
        return String.join("&", named);
    }

    private List<String> named() {
        List<String> named = new ArrayList<>(List.of(MODE + "=" + mode));
        if (rootCertificate != null) {
            named.add(ROOT_CERTIFICATE + "=" + PostgresAddress.encode(rootCertificate));
        }
        return named;
    }

    private static boolean isChecked(String mode) {
        return mode.startsWith("verify-");
    }
}
