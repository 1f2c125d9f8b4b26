package dev.mcsync.infra.local;

import dev.mcsync.infra.local.run.Steps;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.time.Duration;

/** Shows a person how a run comes and goes. */
record StepsOnTerminal(Terminal terminal) implements Steps {
    @Override
    public void done(String what, Duration took) {
        terminal.done(what, took);
    }

    @Override
    public void note(String what) {
        terminal.note(what);
    }
}
