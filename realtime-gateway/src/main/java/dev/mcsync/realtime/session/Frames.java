package dev.mcsync.realtime.session;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Delta;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes every frame that the server can send; there is no other place that does. */
final class Frames {

    private Frames() {}

    static Frame reset() {
        return plain("reset", named("reset"));
    }

    static Frame resumed() {
        return plain("resumed", named("resumed"));
    }

    /**
     * @param part from 1 to {@code parts}
     */
    static Frame snapshot(
            List<TaskSnapshot> tasks, List<AgentSnapshot> agents, int part, int parts) {
        return plain(
                "snapshot",
                named("snapshot")
                        .objects("tasks", tasks, Frames::writeTask)
                        .objects("agents", agents, WireCodec::write)
                        .number("part", part)
                        .number("parts", parts));
    }

    /**
     * @param left changes that are still to come before the client has all
     */
    static Frame behind(int left) {
        return plain("behind", named("behind").number("left", left));
    }

    static Frame live(Cursor cursor, Instant asOf) {
        return standing("live", cursor, asOf);
    }

    static Frame tick(Cursor cursor, Instant asOf) {
        return standing("tick", cursor, asOf);
    }

    static Frame of(Delta delta) {
        return switch (delta.change()) {
            case TaskChanged(TaskSnapshot task) ->
                    change("task", named("task").object("task", task, Frames::writeTask), delta);
            case AgentChanged(AgentSnapshot agent) ->
                    change("agent", named("agent").object("agent", agent, WireCodec::write), delta);
            case Removed removed ->
                    change(
                            "removed",
                            named("removed")
                                    .text("kind", removed.subject().kind())
                                    .text("id", removed.subject().id()),
                            delta);
        };
    }

    private static Frame standing(String op, Cursor cursor, Instant asOf) {
        String text = cursor.text();
        ObjectWriter json =
                named(op).text("cursor", text).text("as_of", asOf.truncatedTo(ChronoUnit.MILLIS));
        return new Frame(op, json.bytes(), null, null, text);
    }

    private static Frame change(String op, ObjectWriter json, Delta delta) {
        return new Frame(op, json.bytes(), delta.change().subject(), delta.writtenAt(), null);
    }

    private static Frame plain(String op, ObjectWriter json) {
        return new Frame(op, json.bytes(), null, null, null);
    }

    private static ObjectWriter named(String op) {
        return new ObjectWriter().text("op", op);
    }

    /** Without the payload: a board shows none, and it may be long. */
    private static void writeTask(ObjectWriter out, TaskSnapshot task) {
        WireCodec.write(out, task, false);
    }
}
