package dev.mcsync.infra.proof.agent;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the faults that the system properties name into this JVM, before its main class runs. When
 * it cannot do all of it, the JVM ends with code 3: a run whose faults are not there proves
 * nothing.
 */
public final class ProofAgent {

    /** The exit code of a JVM that could not be given its faults. */
    public static final int CANNOT_WEAVE = 3;

    private ProofAgent() {}

    /** Called by the JVM. */
    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        try {
            weave(AgentSettings.of(System::getProperty), instrumentation);
        } catch (RuntimeException | LinkageError e) {
            giveUp(e);
        }
    }

    private static void weave(AgentSettings settings, Instrumentation instrumentation) {
        Path file = settings.witness();
        if (file == null) {
            return; // Nothing is to be woven: settings with faults have a witness.
        }
        Witness witness = Witness.open(file);
        Failpoints.arm(settings.failpoints(), settings.armed(), witness);
        Effects.witnessedBy(witness);
        Weaver weaver = new Weaver(settings.faults(), witness::woven);
        weaver.requirePlaces(ClassLoader.getSystemClassLoader());
        weaver.install(instrumentation);
    }

    /** Without shutdown hooks, since a class may be half loaded. */
    static void giveUp(Throwable cause) {
        System.err.println("The agent of the proof cannot weave its faults: " + cause);
        cause.printStackTrace();
        System.err.flush();
        Runtime.getRuntime().halt(CANNOT_WEAVE);
    }
}
