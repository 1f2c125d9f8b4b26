package dev.mcsync.infra.backing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** The rights on the log, as {@code infra/kafka/acls.csv} has them. */
public final class AccessRights {
    private static final String RESOURCE = "/dev/mcsync/infra/kafka/acls.csv";
    private static final int COLUMNS = 6;
    private static final String FROM_ANYWHERE = "*";

    private AccessRights() {}

    /** One for each line. */
    public static List<AclBinding> all() {
        try (InputStream file =
                Objects.requireNonNull(
                        AccessRights.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1)
                    .map(AccessRights::binding)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    private static AclBinding binding(String line) {
        String[] columns = line.split(",", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(
                    "Expected %d columns in %s, found: %s".formatted(COLUMNS, RESOURCE, line));
        }
        return new AclBinding(
                new ResourcePattern(
                        known(SecurityUtils.resourceType(pascal(columns[1])), line),
                        columns[2],
                        PatternType.valueOf(columns[3].toUpperCase(Locale.ROOT))),
                new AccessControlEntry(
                        "User:" + columns[0],
                        FROM_ANYWHERE,
                        SecurityUtils.operation(columns[4]),
                        AclPermissionType.ALLOW));
    }

    private static ResourceType known(ResourceType type, String line) {
        if (type == ResourceType.UNKNOWN) {
            throw new IllegalStateException("Expected a kind of resource, found: " + line);
        }
        return type;
    }

    /** {@code transactional-id} is {@code TransactionalId} there. */
    private static String pascal(String words) {
        StringBuilder name = new StringBuilder();
        for (String word : words.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}
