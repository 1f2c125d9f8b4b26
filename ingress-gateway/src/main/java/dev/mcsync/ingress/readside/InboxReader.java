package dev.mcsync.ingress.readside;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentCommand;
import java.util.List;

/** Reads {@code {commands_waiting, cancelled: [command_id…], messages: [command…]}}. */
final class InboxReader {

    private InboxReader() {}

    static Decoded<Inbox> read(byte[] body) {
        return StrictJson.readOwnObject(
                body,
                in -> {
                    Long waiting = in.integer("commands_waiting", 0, Long.MAX_VALUE);
                    List<CommandId> cancelled =
                            in.ids("cancelled", Integer.MAX_VALUE, CommandId::new);
                    List<AgentCommand> messages = in.objects("messages", WireCodec::readCommand);
                    return in.finish(() -> new Inbox(requireNonNull(waiting), cancelled, messages));
                });
    }
}
