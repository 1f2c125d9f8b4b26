package dev.mcsync.infra.operator.address;

import java.util.Optional;
import picocli.CommandLine.Command;

/** Of a program that knows no system but the one that is named. */
@Command
public final class NoOther implements KnownSystem {
    @Override
    public Optional<Addresses> find() {
        return Optional.empty();
    }

    @Override
    public UsageException missing(String naming) {
        return new UsageException("which system? Name it with " + naming);
    }
}
