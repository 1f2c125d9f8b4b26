package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A version that stands in several places is the same in all of them. */
class VersionsTest {

    private static final Pattern KAFKA = Pattern.compile("<kafka\\.version>([0-9.]+)<");
    private static final Pattern KAFKA_IMAGE =
            Pattern.compile("apache/kafka(?:-native)?:([0-9.]+)");

    private static final Path TEST_CONTAINERS =
            Path.of("infra/testbed/src/main/java/dev/mcsync/infra/testbed/ServerContainers.java");

    @Test
    void brokersInContainersAreOfTheVersionOfTheClients() {
        List<String> clients = found(KAFKA, Repository.ROOT.resolve("pom.xml"));

        assertThat(clients).hasSize(1);
        assertThat(found(KAFKA_IMAGE, Repository.COMPOSE.resolve("compose.yaml")))
                .isNotEmpty()
                .containsOnly(clients.getFirst());
        assertThat(found(KAFKA_IMAGE, Repository.ROOT.resolve(TEST_CONTAINERS)))
                .isNotEmpty()
                .containsOnly(clients.getFirst());
    }

    private static List<String> found(Pattern pattern, Path file) {
        return pattern.matcher(Repository.read(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
