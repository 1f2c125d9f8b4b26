package dev.mcsync.infra.testbed;

import java.util.function.Supplier;

/** The testbed of this JVM, or why there is none; it is tried only once. */
sealed interface SharedTestbed {
    /**
     * @throws IllegalStateException where there is none, at each call for the same reason
     */
    Testbed require();

    static SharedTestbed ofThisJvm() {
        return Holder.INSTANCE;
    }

    static SharedTestbed startedBy(Supplier<Testbed.Own> start) {
        try {
            Testbed.Own testbed = start.get();
            Runtime.getRuntime().addShutdownHook(new Thread(testbed::close, "testbed-stop"));
            return new Available(testbed);
        } catch (RuntimeException e) {
            return new Unavailable(e);
        }
    }

    record Available(Testbed require) implements SharedTestbed {}

    record Unavailable(RuntimeException why) implements SharedTestbed {
        @Override
        public Testbed require() {
            throw new IllegalStateException("There is no testbed: " + why.getMessage(), why);
        }
    }

    /** Started when it is first asked for. */
    final class Holder {
        private static final SharedTestbed INSTANCE = startedBy(RunningTestbed::start);

        private Holder() {}
    }
}
