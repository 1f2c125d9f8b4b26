package dev.mcsync.infra.testbed;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * A run that asks for containers where there are none must be red, from its first test to its last.
 */
class MissingDockerTest {
    @Test
    void withoutAnEngineItFailsAndSaysHowToGoOn() {
        assertThatThrownBy(() -> ServerContainers.requireDocker(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-Pdocker")
                .hasMessageContaining("found none");
        assertThatCode(() -> ServerContainers.requireDocker(true)).doesNotThrowAnyException();
    }

    @Test
    void everyTestOfTheJvmFailsForTheReasonOfTheFirst() {
        SharedTestbed none =
                SharedTestbed.startedBy(() -> {
                    throw new IllegalStateException("no engine");
                });

        for (int test = 0; test < 2; test++) {
            assertThatThrownBy(none::require)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no engine");
        }
    }
}
