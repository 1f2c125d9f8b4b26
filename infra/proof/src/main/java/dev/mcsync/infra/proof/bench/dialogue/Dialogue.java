package dev.mcsync.infra.proof.bench.dialogue;

import java.time.Duration;
import java.time.Instant;

/**
 * One question and its answer.
 *
 * @param question the whole text, which no other question has
 * @param askedAt when the agent's call began
 * @param toBoard from then until the board showed the question
 * @param toAgent from the person's call until the waiting agent had the answer
 */
public record Dialogue(String question, Instant askedAt, Duration toBoard, Duration toAgent) {}
