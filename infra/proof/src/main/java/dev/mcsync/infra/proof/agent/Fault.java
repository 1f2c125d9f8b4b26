package dev.mcsync.infra.proof.agent;

import java.util.List;

/** Something wrong that can be woven into the product. */
public sealed interface Fault permits Failpoint, PlantedBug {

    /** As it is written in the options of a JVM and in the witness file. */
    String id();

    /** In one sentence. */
    String sentence();

    /** All of them must be woven for the fault to work. */
    List<Weave> weaves();
}
