package dev.mcsync.infra.backing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a child process is told of this one's environment: where programs and libraries are, and who
 * the user is. Everything else, the product's secrets and whatever would change how a JVM or
 * PostgreSQL behaves, stays here. Language, character set and time zone are the same on every
 * machine.
 */
final class ChildEnvironment {
    private static final List<String> PASSED_ON =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

    private ChildEnvironment() {}

    static ProcessBuilder applyTo(ProcessBuilder child) {
        Map<String, String> environment = child.environment();
        Map<String, String> told = of(environment, System.getProperty("os.name"));
        environment.clear();
        environment.putAll(told);
        return child;
    }

    static Map<String, String> of(Map<String, String> own, String system) {
        Map<String, String> told = new HashMap<>();
        for (String name : PASSED_ON) {
            String value = own.get(name);
            if (value != null) {
                told.put(name, value);
            }
        }
        // UTF-8, or a JVM could not open a file whose name is not ASCII.
        told.put("LC_ALL", system.startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8");
        told.put("TZ", "UTC");
        return Map.copyOf(told);
    }
}
