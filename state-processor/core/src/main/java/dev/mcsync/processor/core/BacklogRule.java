package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;

/**
 * What a person's move does to the attempt behind the card. Nothing waits for anybody in the
 * backlog; whatever leaves it and has tries left is somebody's work again.
 */
enum BacklogRule {
    /** Only the card moves; a clock that runs goes on. */
    CARD_ONLY,
    /** The attempt is taken back from its agent, or the next one will not begin by itself. */
    CLOCK_STOPS,
    /** The same attempt goes to its agent. */
    HANDED_OUT,
    /** The next attempt begins, as its own clock would have had it, and goes to its agent. */
    NEXT_ATTEMPT,
    REFUSED;

    /** How a card moves, as far as the backlog is concerned. */
    enum Way {
        INTO,
        OUT_OF,
        ELSEWHERE;

        static Way of(Stage from, Stage to) {
            if (from == to) {
                return ELSEWHERE;
            }
            return to == Stage.BACKLOG ? INTO : from == Stage.BACKLOG ? OUT_OF : ELSEWHERE;
        }
    }

    static BacklogRule of(TaskSnapshot now, Stage to) {
        boolean isTriedAgain = now.hasTriesLeft() && !now.isCancelled();
        return cell(now.status(), isTriedAgain, Way.of(now.stage(), to));
    }

    /**
     * @param isTriedAgain whether another attempt may follow this one unasked; never once somebody
     *     cancelled it
     */
    static BacklogRule cell(TaskStatus status, boolean isTriedAgain, Way way) {
        return switch (status) {
            case QUEUED ->
                    switch (way) {
                        case INTO -> CLOCK_STOPS;
                        case OUT_OF -> HANDED_OUT;
                        case ELSEWHERE -> CARD_ONLY;
                    };
            // The agent is at work wherever the card lies; its next report takes the card along.
            case ACK, RUNNING -> CARD_ONLY;
            case FAILED, TIMEOUT ->
                    switch (way) {
                        case INTO -> CLOCK_STOPS;
                        case OUT_OF -> isTriedAgain ? NEXT_ATTEMPT : CARD_ONLY;
                        case ELSEWHERE -> CARD_ONLY;
                    };
            case DONE -> REFUSED;
        };
    }
}
