package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.Testbed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each job runs when its own setting says. */
class SchedulesIT {

    private static final String RUNS =
            "select coalesce(last_finished_at::text, '') from cron_jobs where job = $1";

    @ParameterizedTest
    @CsvSource({
        "mc.reconcile.cron, reconcile-agents",
        "mc.reconcile.all-cron, reconcile-all",
        "mc.retention.cron, retention"
    })
    void aJobRunsAgainAndAgainBySchedule(String setting, String job) {
        try (RunningProcessor processor =
                RunningProcessor.on(Testbed.shared(), "--%s=* * * * * *".formatted(setting))
                        .start()) {
            processor.await("a first run", () -> !processor.text(RUNS, job).isEmpty());
            String first = processor.text(RUNS, job);

            processor.await("another one", () -> !processor.text(RUNS, job).equals(first));

            assertThat(
                            processor.text(
                                    "select count(*) from cron_jobs where last_finished_at is not null"))
                    .as("the others wait for their own times")
                    .isEqualTo("1");
        }
    }
}
