package dev.mcsync.infra.proof.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentSettingsTest {

    @Test
    void whatIsWrittenAsOptionsIsReadAgain() {
        AgentSettings settings =
                new AgentSettings(
                        List.of(
                                new FailpointSpec(
                                        Failpoint.PROCESSOR_IN_TRANSACTION,
                                        3,
                                        FailpointAction.HALT),
                                new FailpointSpec(
                                        Failpoint.PROCESSOR_IN_TRANSACTION,
                                        9,
                                        FailpointAction.PAUSE)),
                        List.of(PlantedBug.NO_FENCE),
                        Path.of("a witness"),
                        Path.of("armed"));

        List<String> options = settings.jvmOptions(Path.of("agent.jar"));

        assertThat(options)
                .containsExactly(
                        "-javaagent:agent.jar",
                        "-Dmc.failpoint=sp.inTx:3:halt,sp.inTx:9:pause",
                        "-Dmc.bug=no-fence",
                        "-Dmc.failpoint.witness=a witness",
                        "-Dmc.failpoint.armed=armed");
        assertThat(AgentSettings.of(properties(options)::get)).isEqualTo(settings);
    }

    @Test
    void withoutPropertiesNothingIsWoven() {
        assertThat(AgentSettings.of(_ -> null).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sp.nowhere:1:halt | found 'sp.nowhere'",
                "sp.inTx:0:halt | Expected the nth hit of sp.inTx to be 1 or more, found 0",
                "sp.inTx:many:halt | Expected a whole number for the nth hit, found 'many'",
                "sp.inTx:1:explode | Expected halt, pause or throw, found 'explode'",
                "sp.inTx:1 | Expected <failpoint>:<nth>:halt|pause|throw, found 'sp.inTx:1'",
                "sp.commitSent:1:throw | Expected halt or pause for sp.commitSent, found throw",
                "sp.inTx:1:halt, | found ''",
            })
    void aWrongFailpointIsToldWithWhatWasExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        AgentSettings.of(
                                Map.of("mc.failpoint", text, "mc.failpoint.witness", "w")::get))
                .withMessageContaining(message);
    }

    @Test
    void anUnknownBugIsToldWithThoseThatAreKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlantedBug.of("typo"))
                .withMessageStartingWith("Expected a bug of commit-offsets-before-db, no-dedup,")
                .withMessageEndingWith("found 'typo'");
    }

    @Test
    void noFaultIsWithoutWitness() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentSettings.of(Map.of("mc.bug", "no-dedup")::get))
                .withMessageContaining("mc.failpoint.witness");
    }

    private static Map<String, String> properties(List<String> options) {
        Map<String, String> properties = new HashMap<>();
        options.stream()
                .filter(option -> option.startsWith("-D"))
                .map(option -> option.substring(2).split("=", 2))
                .forEach(pair -> properties.put(pair[0], pair[1]));
        return properties;
    }
}
