package dev.mcsync.infra.operator.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir Path directory;

    @BeforeEach
    void writeFile() throws Exception {
        Files.writeString(
                directory.resolve(".env.sync"),
                """
                # where the team's system is
                MC_URL=https://board.example.com
                export MC_TOKEN="a token = with signs"
                EMPTY=
                """);
    }

    @Test
    void theFileFillsInWhatTheVariablesLeaveOut() {
        Environment environment = Environment.of(Map.of("MC_URL", "http://other"), directory);

        assertThat(environment.find("MC_URL")).hasValue("http://other");
        assertThat(environment.find("MC_TOKEN")).hasValue("a token = with signs");
        assertThat(environment.findVariable("MC_TOKEN")).isEmpty();
    }

    @Test
    void whatIsSetToNothingIsNotSet() {
        Environment environment = Environment.of(Map.of("MC_URL", " "), directory);

        assertThat(environment.find("MC_URL")).hasValue("https://board.example.com");
        assertThat(environment.find("EMPTY")).isEmpty();
    }

    @Test
    void itDoesNotShowItsValues() {
        assertThat(Environment.of(Map.of(), directory).toString()).doesNotContain("a token");
    }

    @Test
    void withoutAFileThereAreTheVariables() {
        Environment environment = Environment.of(Map.of(), directory.resolve("elsewhere"));

        assertThat(environment.find("MC_URL")).isEmpty();
    }
}
