package dev.mcsync.infra.local;

import dev.mcsync.infra.local.run.Steps;
import java.time.Duration;

/** Tells nobody. */
final class QuietSteps implements Steps {
    @Override
    public void done(String what, Duration took) {}

    @Override
    public void note(String text) {}
}
