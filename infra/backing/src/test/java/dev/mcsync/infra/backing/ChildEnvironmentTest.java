package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    @Test
    void aChildHearsWhereThingsAreAndNoSecret() {
        Map<String, String> own =
                Map.of(
                        "PATH", "/usr/bin",
                        "HOME", "/home/ana",
                        "LANG", "pt_BR.ISO-8859-1",
                        "TZ", "America/St_Johns",
                        "MC_TOKEN", "secret",
                        "POSTGRES_URL", "postgresql://a:secret@b/c",
                        "KAFKA_OPTS", "-Dx",
                        "PGOPTIONS", "-c fsync=off",
                        "JAVA_TOOL_OPTIONS", "-Duser.language=tr");

        assertThat(ChildEnvironment.of(own, "Linux"))
                .containsOnly(
                        Map.entry("PATH", "/usr/bin"),
                        Map.entry("HOME", "/home/ana"),
                        Map.entry("LC_ALL", "C.UTF-8"),
                        Map.entry("TZ", "UTC"));
    }
}
