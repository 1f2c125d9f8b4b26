package dev.mcsync.infra.proof.agent;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * SIGSTOP to the own process. Called directly, since the step to stop in can be over before a
 * {@code kill} program has started.
 */
final class StopSignal {

    private static final int SIGSTOP = System.getProperty("os.name").startsWith("Mac") ? 17 : 19;

    @SuppressWarnings("restricted") // Every start of ours enables native access.
    private static final MethodHandle KILL =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT));

    private StopSignal() {}

    /** Has the slow part done before it counts; sending signal 0 does nothing else. */
    static void prepare() {
        send(0);
    }

    /** Returns after somebody has sent SIGCONT. */
    static void sendToSelf() {
        send(SIGSTOP);
    }

    private static void send(int signal) {
        try {
            int result = (int) KILL.invokeExact((int) ProcessHandle.current().pid(), signal);
            if (result != 0) {
                throw new IllegalStateException(
                        "Expected kill to take signal %d, found %d".formatted(signal, result));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot call kill", e);
        }
    }
}
