package dev.mcsync.infra.testbed;

import org.opentest4j.TestAbortedException;

/** The testbed of this JVM, or why there is none; it is tried only once. */
sealed interface SharedTestbed {
    /** Throws what skips the test where there is no testbed. */
    static Testbed orSkip() {
        return switch (Holder.INSTANCE) {
            case Available(Testbed testbed) -> testbed;
            case Unavailable(String reason) -> throw new TestAbortedException(reason);
        };
    }

    record Available(Testbed testbed) implements SharedTestbed {}

    record Unavailable(String reason) implements SharedTestbed {}

    /** Started when it is first asked for. */
    final class Holder {
        private static final SharedTestbed INSTANCE = start();

        private Holder() {}

        private static SharedTestbed start() {
            try {
                Testbed.Own testbed = RunningTestbed.start();
                Runtime.getRuntime().addShutdownHook(new Thread(testbed::close, "testbed-stop"));
                return new Available(testbed);
            } catch (TestAbortedException e) {
                return new Unavailable(String.valueOf(e.getMessage()));
            }
        }
    }
}
