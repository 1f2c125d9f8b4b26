package dev.mcsync.infra.operator.check;

import dev.mcsync.infra.operator.check.Verdict.Passed;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An agent that gives one sign of life and then none. */
final class Silence {
    private static final String AGENT = "mc-sync-check-silent";

    private final SystemUnderCheck system;
    private final TimeLimit limit;
    private final int toldBefore;

    private Silence(SystemUnderCheck system, TimeLimit limit) {
        this.system = system;
        this.limit = limit;
        this.toldBefore = told().size();
    }

    /** The silence begins now. */
    static Silence begin(SystemUnderCheck system, TimeLimit limit) {
        var silence = new Silence(system, limit);
        system.heartbeat(AGENT);
        silence.reaches("online", SystemUnderCheck.SOON);
        return silence;
    }

    Verdict show() {
        JsonNode agent = Expect.present(system.agent(AGENT), "the agent is not listed");
        // On a slow machine with a short limit it may have passed while the rest was shown.
        return agent.path("presence").asString("").equals("offline")
                ? showWithin(SystemUnderCheck.SOON)
                : limit.await(agent, this::showWithin);
    }

    private Verdict showWithin(Duration time) {
        reaches("offline", time);
        return new Passed(system.discord().isPresent() ? toldInChannel() : hasIncident());
    }

    private void reaches(String presence, Duration time) {
        Expect.eventually(
                AGENT + " " + presence,
                time,
                () -> system.agent(AGENT).map(agent -> agent.path("presence").asString("")),
                seen -> seen.filter(presence::equals).isPresent());
    }

    private String toldInChannel() {
        List<String> lines =
                Expect.eventually(
                        "one more line with [OFFLINE] in the Discord channel",
                        Duration.ofSeconds(30),
                        this::told,
                        told -> told.size() > toldBefore);
        return "Discord: " + lines.getLast();
    }

    /** Without a simulator the incident is the witness. */
    private String hasIncident() {
        Expect.eventually(
                "an open incident of the agent",
                SystemUnderCheck.SOON,
                () -> system.openIncidents(AGENT),
                incidents -> !incidents.isEmpty());
        return "offline, with an open incident";
    }

    private List<String> told() {
        return system.discord()
                .map(channel -> channel.linesWith("[OFFLINE]", AGENT))
                .orElse(List.of());
    }
}
