package dev.mcsync.infra.proof.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The jar for {@code -javaagent}: a manifest and no class, those come from the class path. */
public final class AgentJar {

    private AgentJar() {}

    /** Writes it to {@code path}, over what was there. */
    public static void write(Path path) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", ProofAgent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        try {
            new JarOutputStream(Files.newOutputStream(path), manifest).close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the agent to " + path, e);
        }
    }
}
