package dev.mcsync.infra.local;

import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.address.Home;
import dev.mcsync.infra.operator.address.KnownSystem;
import dev.mcsync.infra.operator.address.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The run of this machine, which is meant when no other system is named. */
final class ThisMachine implements KnownSystem {
    @Option(
            names = "--data-dir",
            description =
                    "Data directory of the run of this machine, which is meant when no other system"
                            + " is named (.mc-sync).")
    private Path dataDirectory = standardDirectory();

    static Path standardDirectory() {
        return Home.path().resolve(".mc-sync");
    }

    @Override
    public Optional<Addresses> find() {
        return RunFile.find(dataDirectory).map(RunFile::addresses);
    }

    @Override
    public UsageException missing(String naming) {
        return new UsageException(
                "nothing runs with the data directory "
                        + dataDirectory
                        + ": start it with ./mc-sync up, or name a system with "
                        + naming);
    }
}
