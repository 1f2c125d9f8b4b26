package dev.mcsync.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is and who opens it, as one {@code
 * postgresql://user:password@host:port/database} address. The password never reaches {@link
 * #toString()} nor the message of an exception.
 *
 * @param encryption how the way to the server is kept from others
 */
public record PostgresAddress(
        String user,
        String password,
        String host,
        int port,
        String database,
        Encryption encryption) {

    private static final int DEFAULT_PORT = 5432;

    /**
     * By hand and not by {@code java.net.URI}, which knows no underscore in a host, as Docker
     * service names have, and puts the whole input into its message.
     */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "postgres(?:ql)?://"
                            + "(?<user>[^:@/]+)(?::(?<password>.*))?@"
                            + "(?<host>\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9_.-]+)"
                            + "(?::(?<port>[0-9]{1,5}))?"
                            + "/(?<database>[^/?@]+)"
                            + "(?:\\?(?<parameters>[^?@]*))?");

    public PostgresAddress {
        if (user.isEmpty() || host.isEmpty() || database.isEmpty()) {
            throw new IllegalArgumentException(
                    "user, host and database of a PostgreSQL address must not be empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port of a PostgreSQL address must be 1 to 65535, found " + port);
        }
    }

    public PostgresAddress(String user, String password, String host, int port, String database) {
        this(user, password, host, port, database, Encryption.PREFERRED);
    }

    /**
     * Reads {@code postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…}; port and
     * parameters may be left out. Reserved characters in user, password and database are
     * percent-encoded; an {@code @} within the password may also stand as it is.
     *
     * @throws IllegalArgumentException if it is anything else; the message repeats none of it
     */
    public static PostgresAddress parse(String address) {
        Matcher parts = ADDRESS.matcher(address.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "expected postgresql://user:password@host:port/database[?sslmode=…&sslrootcert=…],"
                            + " found something else (not shown: it may hold a password)");
        }
        return new PostgresAddress(
                decode(parts.group("user")),
                decode(orElse(parts.group("password"), "")),
                withoutBrackets(parts.group("host")),
                Integer.parseInt(orElse(parts.group("port"), Integer.toString(DEFAULT_PORT))),
                decode(parts.group("database")),
                Encryption.parse(orElse(parts.group("parameters"), "")));
    }

    /** For JDBC; user and password are not in it. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + location() + "?" + encryption.parametersOfJdbc();
    }

    /** The whole address, password and all, for another process to read. Never for a log. */
    public String urlWithPassword() {
        return "postgresql://%s:%s@%s%s"
                .formatted(encode(user), encode(password), location(), encryption.parameters());
    }

    /** The same server and user, another database. */
    public PostgresAddress withDatabase(String other) {
        return new PostgresAddress(user, password, host, port, other, encryption);
    }

    @Override
    public String toString() {
        return "postgresql://%s:***@%s%s"
                .formatted(encode(user), location(), encryption.parameters());
    }

    private String location() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return bracketed + ":" + port + "/" + encode(database);
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return Optional.ofNullable(value).orElse(otherwise);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** URLDecoder is made for forms, where a plus is a blank; in an address it is a plus. */
    static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "a % in a PostgreSQL address must be followed by two hexadecimal digits");
        }
    }

    static String encode(String plain) {
        return URLEncoder.encode(plain, UTF_8).replace("+", "%20");
    }
}
