package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * How a broker asks who comes: TLS with a certificate of an authority of its own, a password for
 * each {@link LogUser}, and rights for each of them alone. Kept in one directory, with a file of
 * settings for each user that Kafka's own command line tools read.
 */
public final class LogSecurity {
    private static final int PASSWORD_BYTES = 24;
    private static final int ITERATIONS = 4_096;
    private static final String ADMINISTRATOR = LogUser.ADMINISTRATOR.userName();

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private final Path directory;
    private final Authority authority;
    private final String moreForTheBroker;
    private final List<String> jvmOptions;

    private LogSecurity(
            Path directory, Authority authority, String moreForTheBroker, List<String> jvmOptions) {
        this.directory = directory;
        this.authority = authority;
        this.moreForTheBroker = moreForTheBroker;
        this.jvmOptions = jvmOptions;
    }

    /** What is kept in the directory; made where it is not there yet. */
    public static LogSecurity in(Path directory, Authority authority) {
        try {
            LogSecurity security =
                    new LogSecurity(
                            Files.createDirectories(directory.toAbsolutePath().normalize()),
                            authority,
                            "",
                            List.of());
            for (LogUser user : LogUser.values()) {
                security.writeSettings(user);
            }
            return security;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + directory, e);
        }
    }

    /**
     * The same, whose broker is told more.
     *
     * @param properties for the broker's file; a later line wins over an earlier one
     */
    LogSecurity and(String properties) {
        return new LogSecurity(directory, authority, properties, jvmOptions);
    }

    /** The same, whose broker runs with these: what Kafka reads from system properties alone. */
    LogSecurity withJvmOptions(String... options) {
        return new LogSecurity(directory, authority, moreForTheBroker, List.of(options));
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }

    /** What the clients of that user are told beside where the broker is, by Kafka's own names. */
    public Map<String, String> clientSettings(LogUser user) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", login(SCRAM, user.userName()) + ";",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", authority.certificate().toString());
    }

    /** The same as a file. */
    public Path settingsFile(LogUser user) {
        return directory.resolve(user.userName() + ".properties");
    }

    /** Of the administrator at the broker's own door. */
    Map<String, String> innerSettings() {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", login(PLAIN, ADMINISTRATOR) + ";");
    }

    /** For the broker's own file. Its inner doors are on the loopback interface, without TLS. */
    String brokerProperties() {
        String inner =
                login(PLAIN, ADMINISTRATOR)
                        + " user_%s=\"%s\";".formatted(ADMINISTRATOR, password(ADMINISTRATOR));
        return """
        sasl.mechanism.inter.broker.protocol=PLAIN
        sasl.mechanism.controller.protocol=PLAIN
        listener.name.broker.sasl.enabled.mechanisms=PLAIN
        listener.name.broker.plain.sasl.jaas.config=%1$s
        listener.name.controller.sasl.enabled.mechanisms=PLAIN
        listener.name.controller.plain.sasl.jaas.config=%1$s
        listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512
        listener.name.clients.scram-sha-512.sasl.jaas.config=%2$s required;
        listener.name.clients.ssl.keystore.type=PEM
        listener.name.clients.ssl.keystore.location=%3$s
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        allow.everyone.if.no.acl.found=false
        super.users=User:%4$s
        """
                        .formatted(
                                inner, SCRAM, authority.forServer("broker").both(), ADMINISTRATOR)
                + moreForTheBroker;
    }

    /**
     * Makes the users and gives them their rights, and takes away what others have. To be repeated
     * with each start.
     *
     * @param admin the administrator's
     */
    void provision(Admin admin) {
        try {
            admin.alterUserScramCredentials(
                            Arrays.stream(LogUser.values()).map(this::credential).toList())
                    .all()
                    .get();
            List<AclBinding> wanted = AccessRights.all();
            Collection<AclBinding> there = admin.describeAcls(AclBindingFilter.ANY).values().get();
            admin.deleteAcls(
                            there.stream()
                                    .filter(right -> !wanted.contains(right))
                                    .map(AclBinding::toFilter)
                                    .toList())
                    .all()
                    .get();
            admin.createAcls(wanted).all().get();
        } catch (ExecutionException e) {
            throw new BackingFailedException("The log takes no users and rights", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingFailedException("Interrupted while making users of the log", e);
        }
    }

    private UserScramCredentialAlteration credential(LogUser user) {
        return new UserScramCredentialUpsertion(
                user.userName(),
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                password(user.userName()));
    }

    private String login(String module, String name) {
        return "%s required username=\"%s\" password=\"%s\""
                .formatted(module, name, password(name));
    }

    private void writeSettings(LogUser user) throws IOException {
        String lines =
                new TreeMap<>(clientSettings(user))
                        .entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .collect(Collectors.joining("\n", "", "\n"));
        write(settingsFile(user), lines);
    }

    /** Hexadecimal digits only, so that it needs no escaping anywhere. */
    private String password(String user) {
        Path file = directory.resolve(user + ".password");
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                write(file, HexFormat.of().formatHex(random));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep " + file, e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
