package dev.mcsync.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is and who opens it, as one {@code
 * postgresql://user:password@host:port/database} address. The password never reaches {@link
 * #toString()} nor the message of an exception.
 *
 * @param servers one; or several, of which the primary is used, whichever that is at the moment
 * @param encryption how the way to the server is kept from others
 */
public record PostgresAddress(
        String user,
        String password,
        List<Server> servers,
        String database,
        Encryption encryption) {

    /** One server of those that may be the primary. */
    public record Server(String host, int port) {
        public Server {
            if (host.isEmpty()) {
                throw new IllegalArgumentException(
                        "host of a PostgreSQL address must not be empty");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        "port of a PostgreSQL address must be 1 to 65535, found " + port);
            }
        }

        private static Server parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean hasPort = colon > text.lastIndexOf(']');
            String host = hasPort ? text.substring(0, colon) : text;
            return new Server(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    hasPort ? Integer.parseInt(text.substring(colon + 1)) : DEFAULT_PORT);
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    private static final int DEFAULT_PORT = 5432;

    /**
     * By hand and not by {@code java.net.URI}, which knows no underscore in a host, as Docker
     * service names have, and puts the whole input into its message.
     */
    private static final String SERVER = "(?:\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9_.-]+)(?::[0-9]{1,5})?";

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "postgres(?:ql)?://"
                            + "(?<user>[^:@/]+)(?::(?<password>.*))?@"
                            + "(?<servers>"
                            + SERVER
                            + "(?:,"
                            + SERVER
                            + ")*)"
                            + "/(?<database>[^/?@]+)"
                            + "(?:\\?(?<parameters>[^?@]*))?");

    public PostgresAddress {
        servers = List.copyOf(servers);
        if (user.isEmpty() || servers.isEmpty() || database.isEmpty()) {
            throw new IllegalArgumentException(
                    "user, host and database of a PostgreSQL address must not be empty");
        }
    }

    /** Of one server, under encryption where it can. */
    public PostgresAddress(String user, String password, String host, int port, String database) {
        this(user, password, List.of(new Server(host, port)), database, Encryption.PREFERRED);
    }

    /**
     * Reads {@code postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…}; port and
     * parameters may be left out, and further hosts follow with commas between. Reserved characters
     * in user, password and database are percent-encoded; an {@code @} within the password may also
     * stand as it is.
     *
     * @throws IllegalArgumentException if it is anything else; the message repeats none of it
     */
    public static PostgresAddress parse(String address) {
        Matcher parts = ADDRESS.matcher(address.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "expected postgresql://user:password@host:port[,host:port]/database[?sslmode=…&sslrootcert=…],"
                            + " found something else (not shown: it may hold a password)");
        }
        return new PostgresAddress(
                decode(parts.group("user")),
                decode(orElse(parts.group("password"), "")),
                Stream.of(parts.group("servers").split(",", -1)).map(Server::parse).toList(),
                decode(parts.group("database")),
                Encryption.parse(orElse(parts.group("parameters"), "")));
    }

    /** Of the first server; for the only one there is. */
    public String host() {
        return servers.getFirst().host();
    }

    /** Of the first server; for the only one there is. */
    public int port() {
        return servers.getFirst().port();
    }

    /** For JDBC; user and password are not in it. */
    public String jdbcUrl() {
        return "jdbc:postgresql://"
                + location()
                + "?"
                + encryption.parametersOfJdbc()
                + (servers.size() > 1 ? "&targetServerType=primary" : "");
    }

    /** The whole address, password and all, for another process to read. Never for a log. */
    public String urlWithPassword() {
        return "postgresql://%s:%s@%s%s"
                .formatted(encode(user), encode(password), location(), encryption.parameters());
    }

    /** The same server and user, another database. */
    public PostgresAddress withDatabase(String other) {
        return new PostgresAddress(user, password, servers, other, encryption);
    }

    /** The same database, by another way to it: that of a proxy before the server. */
    public PostgresAddress through(int port) {
        return new PostgresAddress(
                user, password, List.of(new Server(host(), port)), database, encryption);
    }

    @Override
    public String toString() {
        return "postgresql://%s:***@%s%s"
                .formatted(encode(user), location(), encryption.parameters());
    }

    private String location() {
        return servers.stream().map(Server::toString).collect(joining(","))
                + "/"
                + encode(database);
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return Optional.ofNullable(value).orElse(otherwise);
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
