package dev.mcsync.processor.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {

    @Test
    void whatIsConfiguredIsTheName() {
        assertThat(InstanceId.orNameOfThisMachine("processor-1.eu_west"))
                .isEqualTo("processor-1.eu_west");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void withoutOneTheNameIsTheMachines(String configured) {
        assertThat(InstanceId.orNameOfThisMachine(configured))
                .matches("[A-Za-z0-9._-]{1,128}")
                .isEqualTo(InstanceId.orNameOfThisMachine(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "käse", "a/b", "a:b"})
    void whatKafkaDoesNotTakeStopsTheStart(String configured) {
        assertThatThrownBy(() -> InstanceId.orNameOfThisMachine(configured))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mc.instance-id")
                .hasMessageContaining(configured);
    }

    @Test
    void aHostNameIsMadeToFit() {
        assertThat(InstanceId.fitting("büro 3")).isEqualTo("b-ro-3");
        assertThat(InstanceId.fitting("x".repeat(300))).hasSize(128);
    }
}
