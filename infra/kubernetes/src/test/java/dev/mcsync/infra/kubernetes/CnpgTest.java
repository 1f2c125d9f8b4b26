package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The database loses nothing that it confirmed, and the services may change rows alone. */
final class CnpgTest {

    private static final JsonNode CLUSTER =
            Yaml.read(Repository.KUBERNETES.resolve("cnpg/cluster.yaml"));
    private static final Manifests BACKUPS =
            Manifests.parse(Repository.read(Repository.KUBERNETES.resolve("cnpg/backups.yaml")));
    private static final JsonNode COMPOSE =
            Yaml.read(Repository.COMPOSE.resolve("compose.yaml")).at("/services/postgres");

    /** On unless somebody turns it off; set by the operator itself; as large as its memory. */
    private static final List<String> OF_ITS_OWN =
            List.of(
                    "fsync",
                    "full_page_writes",
                    "archive_mode",
                    "archive_command",
                    "archive_timeout",
                    "shared_buffers",
                    "effective_cache_size");

    private static final String PROCESSOR =
            "state-processor/src/main/java/dev/mcsync/processor/ProcessorSettings.java";
    private static final String REALTIME =
            "realtime-gateway/src/main/java/dev/mcsync/realtime/RealtimeSettings.java";
    private static final String NOTIFIER =
            "notifier-worker/src/main/java/dev/mcsync/notifier/NotifierSettings.java";

    @Test
    void aCommitIsOnTwoInstancesBeforeItIsConfirmed() {
        JsonNode synchronous = CLUSTER.at("/spec/postgresql/synchronous");

        assertThat(CLUSTER.at("/spec/instances").intValue()).isEqualTo(3);
        assertThat(synchronous.path("number").intValue()).isEqualTo(1);
        assertThat(synchronous.path("dataDurability").asString("")).isEqualTo("required");
        assertThat(CLUSTER.at("/spec/affinity/podAntiAffinityType").asString(""))
                .isEqualTo("required");
    }

    @Test
    void itsSettingsAreThoseOfCompose() {
        Map<String, String> parameters = Workload.texts(CLUSTER.at("/spec/postgresql/parameters"));

        for (String argument : Workload.list(COMPOSE.path("command"))) {
            String[] setting = argument.split("=", 2);
            if (setting.length == 2 && !OF_ITS_OWN.contains(setting[0])) {
                assertThat(parameters).containsEntry(setting[0], setting[1]);
            }
        }
        assertThat(parameters).containsKeys("shared_buffers", "effective_cache_size");
        assertThat(parameters).containsKeys("track_commit_timestamp", "synchronous_commit");
        assertThat(parameters).doesNotContainKeys("fsync", "full_page_writes");
    }

    @Test
    void itIsOfTheVersionOfCompose() {
        String image = COMPOSE.path("image").asString("");
        String major = image.replaceFirst(".*postgres:([0-9]+).*", "$1");

        assertThat(CLUSTER.at("/spec/imageName").asString(""))
                .contains("postgresql:" + major + "-");
    }

    /** The pools of as many pods as there may be, and some for a migration and for people. */
    @Test
    void thereAreConnectionsEnoughForEveryPool() {
        JsonNode values = Chart.defaults();
        int pools =
                values.at("/stateProcessor/keda/maxReplicas").intValue()
                                * poolOf(PROCESSOR, "maxConnections")
                        + values.at("/realtimeGateway/autoscaling/maxReplicas").intValue()
                                * poolOf(REALTIME, "postgresConnections")
                        + values.at("/notifierWorker/replicas").intValue()
                                * poolOf(NOTIFIER, "notifierConnections");

        assertThat(
                        Integer.parseInt(
                                CLUSTER.at("/spec/postgresql/parameters/max_connections")
                                        .asString("")))
                .isGreaterThan(pools + 20);
    }

    @Test
    void theRolesHaveTheirPasswordsFromSecretsAndNoRightsOfAServer() {
        JsonNode roles = CLUSTER.at("/spec/managed/roles");

        assertThat(roles.valueStream().map(role -> role.path("name").asString("")))
                .containsExactly("mcsync_app", "mcsync_reader");
        assertThat(roles.valueStream())
                .allSatisfy(role -> {
                    assertThat(role.at("/passwordSecret/name").asString("")).isNotBlank();
                    assertThat(role.has("superuser") || role.has("createdb")).isFalse();
                });
        assertThat(CLUSTER.at("/spec/bootstrap/initdb/owner").asString("")).isEqualTo("mcsync");
        assertThat(CLUSTER.at("/spec/bootstrap/initdb/secret/name").asString("")).isNotBlank();
    }

    @Test
    void everySecretIsMadeByTheScript() {
        Script script = Script.run("new-secrets.sh", Map.of(), "");
        List<String> made = Yaml.parse(script.output()).stream().map(Manifests::nameOf).toList();
        Stream<JsonNode> named =
                Stream.concat(
                        CLUSTER.at("/spec/managed/roles")
                                .valueStream()
                                .map(role -> role.at("/passwordSecret/name")),
                        Stream.of(CLUSTER.at("/spec/bootstrap/initdb/secret/name")));

        assertThat(named.map(name -> name.asString(""))).isSubsetOf(made);
    }

    @Test
    void everySegmentIsArchivedWhereTheBackupsGo() {
        JsonNode plugin = CLUSTER.at("/spec/plugins/0");
        JsonNode store = BACKUPS.ofKind("ObjectStore").findFirst().orElseThrow();
        JsonNode backup = BACKUPS.ofKind("ScheduledBackup").findFirst().orElseThrow();

        assertThat(plugin.path("isWALArchiver").booleanValue()).isTrue();
        assertThat(plugin.at("/parameters/barmanObjectName").asString(""))
                .isEqualTo(Manifests.nameOf(store));
        assertThat(backup.at("/spec/cluster/name").asString(""))
                .isEqualTo(Manifests.nameOf(CLUSTER));
        assertThat(backup.at("/spec/pluginConfiguration/name").asString(""))
                .isEqualTo(plugin.path("name").asString("none"));
    }

    /** What a service takes where nothing else is said. */
    private static int poolOf(String settings, String name) {
        var found =
                Pattern.compile("@DefaultValue\\(\"(\\d+)\"\\) int " + name)
                        .matcher(Repository.read(Repository.ROOT.resolve(settings)));
        assertThat(found.find()).as(name).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
