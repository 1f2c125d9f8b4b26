package dev.mcsync.ingress.share;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.ingress.settings.CallLimits;
import dev.mcsync.service.access.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Counts the calls that are open, by whose they are. For any thread. */
final class OpenCalls {

    /** What is counted together. The agent is null where all of the token's calls are meant. */
    private record Holder(String tokenId, CallKind kind, @Nullable AgentId agent) {}

    /** A call's place, to be given back once. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    private final ConcurrentMap<Holder, Integer> open = new ConcurrentHashMap<>();
    private final CallLimits limits;

    OpenCalls(CallLimits limits) {
        this.limits = limits;
    }

    /**
     * Empty when the caller has as many open as it may.
     *
     * @param agent that the call is about; null for none
     */
    Optional<Place> enter(Caller caller, CallKind kind, @Nullable AgentId agent) {
        List<Holder> holders = holders(caller, kind, agent);
        for (int i = 0; i < holders.size(); i++) {
            if (!join(holders.get(i), mostOf(holders.get(i), caller))) {
                holders.subList(0, i).forEach(this::leave);
                return Optional.empty();
            }
        }
        return Optional.of(() -> holders.forEach(this::leave));
    }

    int open(CallKind kind) {
        return open.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind && entry.getKey().agent() == null)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static List<Holder> holders(Caller caller, CallKind kind, @Nullable AgentId agent) {
        Holder all = new Holder(caller.tokenId(), kind, null);
        return kind == CallKind.WAIT && agent != null
                ? List.of(new Holder(caller.tokenId(), kind, agent), all)
                : List.of(all);
    }

    private boolean join(Holder holder, int most) {
        int[] now = new int[1];
        open.compute(
                holder,
                (_, count) -> {
                    int before = count == null ? 0 : count;
                    now[0] = before;
                    return before < most ? Integer.valueOf(before + 1) : count;
                });
        return now[0] < most;
    }

    private void leave(Holder holder) {
        open.computeIfPresent(holder, (_, count) -> count == 1 ? null : count - 1);
    }

    private int mostOf(Holder holder, Caller caller) {
        Integer own = caller.limits().connections();
        return switch (holder.kind()) {
            case SHORT -> limits.shortPerTokenHere();
            case WAIT ->
                    holder.agent() != null
                            ? limits.waitsPerAgentHere()
                            : own != null ? limits.part(own) : limits.waitsPerTokenHere();
        };
    }
}
