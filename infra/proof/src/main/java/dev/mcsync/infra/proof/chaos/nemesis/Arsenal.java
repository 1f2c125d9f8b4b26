package dev.mcsync.infra.proof.chaos.nemesis;

import dev.mcsync.infra.proof.agent.AgentJar;
import dev.mcsync.infra.proof.agent.AgentSettings;
import dev.mcsync.infra.proof.agent.FailpointSpec;
import dev.mcsync.infra.proof.agent.PlantedBug;
import dev.mcsync.infra.proof.agent.WitnessLine;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives services failpoints and bugs at their next start, and tells what came of them. */
public final class Arsenal {

    private final Path agentJar;
    private final Path witness;
    private final Path armed;
    private final @Nullable PlantedBug bug;

    private Arsenal(Path agentJar, Path witness, Path armed, @Nullable PlantedBug bug) {
        this.agentJar = agentJar;
        this.witness = witness;
        this.armed = armed;
        this.bug = bug;
    }

    /**
     * @param bug that every service is to have all the time; null for the product as it is
     */
    public static Arsenal in(Path directory, @Nullable PlantedBug bug) {
        Path agentJar = directory.resolve("agent.jar");
        AgentJar.write(agentJar);
        return new Arsenal(agentJar, directory.resolve("witness"), directory.resolve("armed"), bug);
    }

    /** From its next start on the service has the bug, if there is one, and nothing else. */
    public void disarm(ServiceProcess service) {
        service.setExtraOptions(bug == null ? List.of() : options(List.of()));
    }

    /** From its next start on the service has the failpoints, and waits for {@link #fire}. */
    void arm(ServiceProcess service, FailpointSpec failpoint) {
        hold();
        service.setExtraOptions(options(List.of(failpoint)));
    }

    /** From now on hits count. */
    void fire() {
        try {
            Files.createFile(armed);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + armed, e);
        }
    }

    /** From now on hits count no more. */
    void hold() {
        try {
            Files.deleteIfExists(armed);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + armed, e);
        }
    }

    /** How often a failpoint acted, or a bug did what it should not. */
    public long effects(String fault) {
        return WitnessLine.readAll(witness).stream()
                .filter(line -> line.fault().equals(fault) && line.isEffect())
                .count();
    }

    private List<String> options(List<FailpointSpec> failpoints) {
        return new AgentSettings(failpoints, bug == null ? List.of() : List.of(bug), witness, armed)
                .jvmOptions(agentJar);
    }
}
