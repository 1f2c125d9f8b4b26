package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.Drift;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.SilencePassed;
import java.time.Instant;
import java.util.List;

/** The facts of {@code mc.agent-heartbeats}. */
final class AgentFactCodec {

    private AgentFactCodec() {}

    static Decoded<AgentFact> read(ObjectReader in) {
        return switch (in.peekText("type").orElse("")) {
            case Heartbeat.TYPE -> AgentEventCodec.readHeartbeat(in).map(heartbeat -> heartbeat);
            case AgentSeen.TYPE -> readSeen(in);
            case AgentTouched.TYPE -> readTouched(in);
            case SilencePassed.TYPE -> readSilencePassed(in);
            case AgentRepaired.TYPE -> readRepaired(in);
            case AgentRetired.TYPE -> readRetired(in);
            case String _ ->
                    in.refuse(
                            "type",
                            in.has("type")
                                    ? "expected one of "
                                            + List.of(
                                                    Heartbeat.TYPE,
                                                    AgentSeen.TYPE,
                                                    AgentTouched.TYPE,
                                                    SilencePassed.TYPE,
                                                    AgentRepaired.TYPE,
                                                    AgentRetired.TYPE)
                                    : "required");
        };
    }

    static void write(ObjectWriter out, AgentFact fact) {
        switch (fact) {
            case Heartbeat heartbeat -> AgentEventCodec.write(out, heartbeat);
            case AgentSeen seen ->
                    out.text("event_id", seen.eventId())
                            .text("type", seen.type())
                            .text("agent_id", seen.agentId())
                            .text("seen_at", seen.seenAt());
            case AgentTouched touched ->
                    out.text("event_id", touched.eventId())
                            .text("type", touched.type())
                            .text("agent_id", touched.agentId())
                            .flagIf("may_have_appeared", touched.mayHaveAppeared());
            case SilencePassed passed ->
                    out.text("event_id", passed.eventId())
                            .text("type", passed.type())
                            .text("agent_id", passed.agentId())
                            .number("seen_version", passed.seenVersion())
                            .text("occurred_at", passed.occurredAt());
            case AgentRepaired repaired ->
                    out.text("event_id", repaired.eventId())
                            .text("type", repaired.type())
                            .text("agent_id", repaired.agentId())
                            .text("found", repaired.found())
                            .number("above_version", repaired.aboveVersion());
            case AgentRetired retired ->
                    out.text("event_id", retired.eventId())
                            .text("type", retired.type())
                            .text("agent_id", retired.agentId())
                            .number("seen_version", retired.seenVersion())
                            .text("occurred_at", retired.occurredAt());
        }
    }

    private static Decoded<AgentFact> readSeen(ObjectReader in) {
        in.typeWasRead();
        EventId eventId = in.id("event_id", EventId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Instant seenAt = in.timestamp("seen_at");
        return in.finish(() ->
                new AgentSeen(
                        requireNonNull(eventId), requireNonNull(agentId), requireNonNull(seenAt)));
    }

    private static Decoded<AgentFact> readTouched(ObjectReader in) {
        in.typeWasRead();
        EventId eventId = in.id("event_id", EventId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        boolean mayHaveAppeared = in.flag("may_have_appeared");
        return in.finish(() ->
                new AgentTouched(
                        requireNonNull(eventId), requireNonNull(agentId), mayHaveAppeared));
    }

    private static Decoded<AgentFact> readSilencePassed(ObjectReader in) {
        in.typeWasRead();
        EventId eventId = in.id("event_id", EventId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Long seenVersion = in.integer("seen_version", 1, Long.MAX_VALUE);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new SilencePassed(
                        requireNonNull(eventId),
                        requireNonNull(agentId),
                        requireNonNull(seenVersion),
                        occurredAt));
    }

    private static Decoded<AgentFact> readRetired(ObjectReader in) {
        in.typeWasRead();
        EventId eventId = in.id("event_id", EventId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Long seenVersion = in.optionalInteger("seen_version", 1, Long.MAX_VALUE);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new AgentRetired(
                        requireNonNull(eventId), requireNonNull(agentId), seenVersion, occurredAt));
    }

    private static Decoded<AgentFact> readRepaired(ObjectReader in) {
        in.typeWasRead();
        EventId eventId = in.id("event_id", EventId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Drift found = in.choice("found", Drift.class);
        Long aboveVersion = in.integer("above_version", 0, AgentRepaired.MAX_VERSION);
        return in.finish(() ->
                new AgentRepaired(
                        requireNonNull(eventId),
                        requireNonNull(agentId),
                        requireNonNull(found),
                        requireNonNull(aboveVersion)));
    }
}
