package dev.mcsync.infra.proof.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessStatTest {

    @Test
    void aNameMayHoldBracketsAndBlanks() {
        ProcessStat process =
                ProcessStat.parse(
                        "4711 (odd) name (x)) S 17 4711 4711 0 -1 4194560 9 8 7 6 250 50 30 20 20 0 12 0 99");

        assertThat(process).isEqualTo(new ProcessStat(4711, 17, "odd) name (x)", 300, 50));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatThisProcessDoesIsCountedAsItsOwn() {
        ProcessorTime time = ProcessorTime.begin(ProcessGroups.ofThisProcess("services"));

        long end = System.nanoTime() + 200_000_000;
        long spins = 0;
        while (System.nanoTime() < end) {
            spins++;
        }

        assertThat(spins).isPositive();
        Map<String, Double> seconds = time.seconds();
        assertThat(seconds.get("services")).isBetween(0.01, 60.0);
        assertThat(seconds.get(ProcessGroups.ALL)).isEqualTo(seconds.get("services"));
    }
}
