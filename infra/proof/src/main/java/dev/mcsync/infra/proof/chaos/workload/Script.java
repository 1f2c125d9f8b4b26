package dev.mcsync.infra.proof.chaos.workload;

import java.util.List;

/** The life of one task, in the order in which it is lived. */
record Script(String taskId, List<Step> steps) {

    Script {
        steps = List.copyOf(steps);
    }
}
