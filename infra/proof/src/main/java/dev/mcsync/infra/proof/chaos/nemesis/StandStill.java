package dev.mcsync.infra.proof.chaos.nemesis;

import dev.mcsync.infra.proof.system.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that stand still until it is closed, whatever happens meanwhile. */
final class StandStill implements AutoCloseable {

    private final List<Long> asleep = new ArrayList<>();

    /**
     * @param pids some of which may have ended since they were counted, as a server's process for a
     *     connection ends with that
     */
    StandStill(List<Long> pids) {
        boolean all = false;
        try {
            pids.stream().filter(Signal.STOP::sendIfThere).forEach(asleep::add);
            all = true;
        } finally {
            if (!all) {
                close();
            }
        }
    }

    int size() {
        return asleep.size();
    }

    /** Whether the kernel has stopped every one of them. */
    boolean holds() {
        return asleep.stream().allMatch(StandStill::isStopped);
    }

    static boolean isStopped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        asleep.forEach(Signal.CONT::send);
    }
}
