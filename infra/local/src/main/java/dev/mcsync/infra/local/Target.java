package dev.mcsync.infra.local;

import dev.mcsync.infra.local.api.McApi;
import dev.mcsync.infra.local.run.RunFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The running system that a command is about: what the options say, else the environment, else
 * {@code .env.sync}, else the run of this machine.
 */
final class Target {
    @Option(
            names = "--url",
            description = "Address of the system (MC_URL, .env.sync, or the run of this machine).")
    private @Nullable String url;

    @Option(
            names = "--token",
            description = "Its token (MC_TOKEN, .env.sync, or the run of this machine).")
    private @Nullable String token;

    @Option(
            names = "--data-dir",
            description = "Data directory of the run of this machine (.mc-sync).")
    private Path dataDirectory = Home.dataDirectory();

    /**
     * @param discord address of the simulator, where there is one
     */
    record Address(String url, String token, @Nullable String discord) {
        McApi open() {
            return new McApi(url, token);
        }

        /** Leaves the token out. */
        @Override
        public String toString() {
            return url;
        }
    }

    Address address() {
        Environment environment = Environment.standard();
        Optional<RunFile> run = RunFile.find(dataDirectory);
        Optional<String> namedUrl = Optional.ofNullable(url).or(() -> environment.find("MC_URL"));
        Optional<String> namedToken =
                Optional.ofNullable(token).or(() -> environment.find("MC_TOKEN"));
        if (namedUrl.isEmpty()) {
            RunFile local = run.orElseThrow(() -> nothingRuns(dataDirectory));
            return new Address(local.url(), namedToken.orElse(local.token()), local.discord());
        }
        Optional<RunFile> same = run.filter(local -> local.url().equals(namedUrl.get()));
        return new Address(
                namedUrl.get(),
                namedToken
                        .or(() -> same.map(RunFile::token))
                        .orElseThrow(() -> new UsageException("--token or MC_TOKEN is missing")),
                same.map(RunFile::discord).orElse(null));
    }

    private static UsageException nothingRuns(Path dataDirectory) {
        return new UsageException(
                "nothing runs with the data directory "
                        + dataDirectory
                        + ": start it with ./mc-sync up, or name a system with --url and --token");
    }
}
