package dev.mcsync.infra.operator.agent;

import java.nio.file.Path;
import java.util.Optional;

/** Where an agent keeps what it must not forget, unless it is told. */
final class StateDirectory {

    private StateDirectory() {}

    /**
     * @param kind of programs that may share one: {@code agents}
     */
    static Path of(String kind, String agentId) {
        Path home =
                Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                        .filter(path -> !path.isBlank())
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".local", "state"));
        return home.resolve("mc-sync").resolve(kind).resolve("@" + agentId);
    }
}
