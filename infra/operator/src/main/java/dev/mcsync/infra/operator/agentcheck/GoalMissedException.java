package dev.mcsync.infra.operator.agentcheck;

/** A scene cannot go on: the agent did not do what it rests on. Why is among the findings. */
final class GoalMissedException extends Exception {
    private static final long serialVersionUID = 1;
}
