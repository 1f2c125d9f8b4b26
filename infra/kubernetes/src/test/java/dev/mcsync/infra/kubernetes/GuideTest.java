package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/deploy-kubernetes.md says what is there. */
final class GuideTest {

    private static final String GUIDE =
            Repository.read(Repository.ROOT.resolve("docs/deploy-kubernetes.md"));

    /** A file or folder of this module, as it stands in a command. */
    private static final Pattern FILE =
            Pattern.compile("(?<=[ `])(?:strimzi|cnpg|chart)/[a-z./-]+|(?<=\\./)[a-z-]+\\.sh");

    private static final Pattern VALUES = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern SCALE_OR_RESTART =
            Pattern.compile("(?:statefulset|deployment)/mc-sync-([a-z-]+)");

    @Test
    void everyFileThatItNamesIsThere() {
        List<String> named = FILE.matcher(GUIDE).results().map(MatchResult::group).toList();

        assertThat(named)
                .contains(
                        "strimzi/kafka.yaml",
                        "strimzi/topics.yaml",
                        "strimzi/users",
                        "cnpg/cluster.yaml",
                        "cnpg/backups.yaml",
                        "chart/mc-sync",
                        "new-secrets.sh",
                        "upgrade.sh")
                .allSatisfy(file -> assertThat(Repository.KUBERNETES.resolve(file)).exists());
    }

    @Test
    void itsValuesAreTakenByTheChart() {
        List<String> blocks = VALUES.matcher(GUIDE).results().map(found -> found.group(1)).toList();

        assertThat(blocks).hasSize(1);
        Manifests made = Chart.with(blocks.getFirst());
        assertThat(made.ofKind("HTTPRoute")).hasSize(1);
        assertThat(made.workload("notifier-worker").variables())
                .containsKey("MC_DISCORD_WEBHOOK_URL_FILE");
    }

    @Test
    void everySecretStandsInItsTable() {
        Set<String> missing = new HashSet<>();
        for (Workload workload : Chart.of(Chart.EVERYTHING).workloads()) {
            for (Workload.SecretKey of : workload.secretFiles().values()) {
                missing.add(of.secret());
                missing.add(of.key());
            }
        }

        missing.removeIf(word -> GUIDE.contains("`" + word + "`"));

        assertThat(missing).isEmpty();
    }

    @Test
    void itStartsAnewInTheOrderOfAnUpgrade() {
        List<String> restarted = new ArrayList<>();
        SCALE_OR_RESTART.matcher(GUIDE).results().forEach(found -> restarted.add(found.group(1)));

        assertThat(restarted)
                .containsExactly(
                        "state-processor",
                        "realtime-gateway",
                        "notifier-worker",
                        "ingress-gateway");
    }

    @Test
    void itSaysFirstThatItHasNeverRunOnACluster() {
        assertThat(GUIDE.substring(0, GUIDE.indexOf("\n## ")))
                .contains("It has never run on a cluster.");
    }
}
