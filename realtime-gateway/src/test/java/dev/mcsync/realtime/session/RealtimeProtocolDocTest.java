package dev.mcsync.realtime.session;

import static dev.mcsync.realtime.testing.RunningGateway.JSON;
import static dev.mcsync.realtime.testing.Samples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.view.BoardChange;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.BoardKey;
import dev.mcsync.realtime.view.BoardKey.Kind;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Delta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every frame in docs/realtime-protocol.md is one that is really said, and all are there. */
class RealtimeProtocolDocTest {

    private static final Path DOCUMENT = Path.of("../docs/realtime-protocol.md");
    private static final Pattern JSON_BLOCK =
            Pattern.compile("```json\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern CLOSE_CODE =
            Pattern.compile("^\\| (\\d{4}) \\|", Pattern.MULTILINE);

    @Test
    void everyFrameOfTheServerIsWrittenJustAsItStandsThere() throws IOException {
        List<String> ops = new ArrayList<>();
        for (JsonNode documented : frames()) {
            String op = documented.get("op").asString();
            if (!op.equals("hello")) {
                ops.add(op);
                assertThat(JSON.readTree(said(op, documented).json())).isEqualTo(documented);
            }
        }
        assertThat(ops)
                .containsExactlyInAnyOrder(
                        "reset",
                        "snapshot",
                        "resumed",
                        "behind",
                        "live",
                        "task",
                        "agent",
                        "removed",
                        "tick");
    }

    @Test
    void everyHelloIsUnderstood() throws IOException {
        List<JsonNode> hellos =
                frames().stream()
                        .filter(frame -> frame.get("op").asString().equals("hello"))
                        .toList();

        assertThat(hellos).hasSize(2);
        for (JsonNode hello : hellos) {
            assertThat(Hello.decode(JSON.writeValueAsBytes(hello)))
                    .isInstanceOf(Decoded.Valid.class);
        }
    }

    @Test
    void everyCloseCodeIsListedAndNoOther() throws IOException {
        List<Integer> listed = new ArrayList<>();
        Matcher codes = CLOSE_CODE.matcher(Files.readString(DOCUMENT));
        while (codes.find()) {
            listed.add(Integer.valueOf(codes.group(1)));
        }
        assertThat(listed)
                .isEqualTo(Arrays.stream(CloseCode.values()).map(CloseCode::code).toList());
    }

    private static Frame said(String op, JsonNode like) {
        return switch (op) {
            case "reset" -> Frames.reset();
            case "resumed" -> Frames.resumed();
            case "behind" -> Frames.behind(like.get("left").asInt());
            case "live" -> Frames.live(cursor(like), asOf(like));
            case "tick" -> Frames.tick(cursor(like), asOf(like));
            case "snapshot" ->
                    Frames.snapshot(
                            all(like.get("tasks")).map(RealtimeProtocolDocTest::task).toList(),
                            all(like.get("agents")).map(RealtimeProtocolDocTest::agent).toList(),
                            like.get("part").asInt(),
                            like.get("parts").asInt());
            case "task" -> change(new TaskChanged(task(like.get("task"))));
            case "agent" -> change(new AgentChanged(agent(like.get("agent"))));
            case "removed" -> change(new Removed(subject(like), 0));
            default -> throw new AssertionError("Expected a known frame, found " + op);
        };
    }

    private static Frame change(BoardChange change) {
        return Frames.of(new Delta(change, 0, 0, 0, NOON, NOON));
    }

    private static Cursor cursor(JsonNode frame) {
        return Cursor.parse(frame.get("cursor").asString()).orElseThrow();
    }

    private static Instant asOf(JsonNode frame) {
        return Instant.parse(frame.get("as_of").asString());
    }

    private static BoardKey subject(JsonNode frame) {
        Kind kind = Kind.valueOf(frame.get("kind").asString().toUpperCase(Locale.ROOT));
        return new BoardKey(kind, frame.get("id").asString());
    }

    private static TaskSnapshot task(JsonNode node) {
        return WireCodec.decodeTaskSnapshot(JSON.writeValueAsBytes(node)).orThrow("task");
    }

    private static AgentSnapshot agent(JsonNode node) {
        return WireCodec.decodeAgentSnapshot(JSON.writeValueAsBytes(node)).orThrow("agent");
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<JsonNode> frames() throws IOException {
        List<JsonNode> frames = new ArrayList<>();
        Matcher blocks = JSON_BLOCK.matcher(Files.readString(DOCUMENT, UTF_8));
        while (blocks.find()) {
            frames.add(JSON.readTree(blocks.group(1)));
        }
        return frames;
    }
}
