package dev.mcsync.infra.proof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The SQL is the product's own; that it comes by is seen in the run, by the witness. */
final class WireBugsTest {

    @Test
    void onlyTheOrderOfLocksAndClaimsIsLost() {
        assertThat(
                        WireBugs.inAnyOrder(
                                "select a from tasks where task_id = any($1) order by task_id for"
                                        + " update"))
                .endsWith("any($1) order by random() for update");
        assertThat(WireBugs.inAnyOrder("as rows (c1) order by 1 on conflict (event_id) do nothing"))
                .isEqualTo("as rows (c1) order by random() on conflict (event_id) do nothing");
        assertThat(WireBugs.inAnyOrder("as rows (c1, c2) order by 1, 2 on conflict (topic)"))
                .isEqualTo("as rows (c1, c2) order by random() on conflict (topic)");
        assertThat(WireBugs.inAnyOrder("select a from tasks order by deadline_at limit $2"))
                .isEqualTo("select a from tasks order by deadline_at limit $2");
    }

    @Test
    void discordIsNotWaitedFor() {
        assertThat(WireBugs.withoutWait("https://discord/api/webhooks/1/x?thread_id=2&wait=true"))
                .isEqualTo("https://discord/api/webhooks/1/x?thread_id=2&wait=false");
    }
}
