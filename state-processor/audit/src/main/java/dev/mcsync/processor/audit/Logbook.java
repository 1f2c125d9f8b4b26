package dev.mcsync.processor.audit;

/** Takes down where a look ended, so that the next one can start from there. */
public interface Logbook {

    Logbook NONE =
            new Logbook() {
                @Override
                public void allAgents(Checkpoint checkpoint) {}

                @Override
                public void allTasks(TaskMark mark) {}
            };

    /** All agents were found well. */
    void allAgents(Checkpoint checkpoint);

    /** Whatever is not well with any task was told. */
    void allTasks(TaskMark mark);
}
