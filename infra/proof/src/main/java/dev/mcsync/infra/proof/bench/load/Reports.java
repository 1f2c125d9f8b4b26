package dev.mcsync.infra.proof.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The reports of one measurement by number, all of them progress: the tasks take turns, so that two
 * reports of a task are far apart, and each agent has several tasks. An event's id holds its
 * number, so that it is known again wherever it turns up.
 */
public final class Reports {

    private static final byte[] TASK_FRAME = "{\"op\":\"task\"".getBytes(UTF_8);

    /** One of the tasks that are reported on. */
    public record Target(String taskId, String agentId, String commandId) {}

    private final String prefix;
    private final byte[] needle;
    private final List<Target> targets = new ArrayList<>();

    public Reports(int tasks, int agents) {
        String mark = EventId.fresh().value().replaceAll("[^0-9a-zA-Z]", "").substring(3, 15);
        this.prefix = "evt_" + mark + "_";
        this.needle = ("\"" + prefix).getBytes(UTF_8);
        for (int i = 0; i < tasks; i++) {
            CommandId command = new CommandId("cmd_" + mark + "_" + i);
            targets.add(
                    new Target(
                            TaskId.derivedFrom(command).value(),
                            "agt_" + mark + "_" + i % agents,
                            command.value()));
        }
    }

    /** What the ids of all its events begin with. */
    public String prefix() {
        return prefix;
    }

    public List<Target> targets() {
        return targets;
    }

    /** The number in an event's id, which must be one of these. */
    public int numberOf(String eventId) {
        return Integer.parseInt(eventId, prefix.length(), eventId.length(), 10);
    }

    byte[] body(int number) {
        return json(number).getBytes(UTF_8);
    }

    byte[] bodyOf(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(this::json)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
    }

    /** The number of the report that a frame of a board shows; negative where it shows none. */
    int numberIn(ByteBuf frame) {
        if (!startsWith(frame, TASK_FRAME)) {
            return -1;
        }
        int at = lastIndexOf(frame, needle);
        if (at < 0) {
            return -1;
        }
        int number = 0;
        for (int i = at + needle.length; frame.getByte(i) != '"'; i++) {
            number = number * 10 + frame.getByte(i) - '0';
        }
        return number;
    }

    static boolean startsWith(ByteBuf text, byte[] start) {
        return text.readableBytes() >= start.length && isAt(text, text.readerIndex(), start);
    }

    /** From the end, where the id stands. */
    private static int lastIndexOf(ByteBuf text, byte[] wanted) {
        for (int i = text.writerIndex() - wanted.length; i >= text.readerIndex(); i--) {
            if (text.getByte(i) == wanted[0] && isAt(text, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAt(ByteBuf text, int index, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (text.getByte(index + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private String json(int number) {
        Target target = targets.get(number % targets.size());
        return "{\"event_id\":\""
                + prefix
                + number
                + "\",\"agent_id\":\""
                + target.agentId()
                + "\",\"task_id\":\""
                + target.taskId()
                + "\",\"command_id\":\""
                + target.commandId()
                + "\",\"type\":\"progress\",\"progress\":"
                + number % 100
                + ",\"message\":\"Step "
                + number
                + " of the measurement\"}";
    }
}
