package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.service.access.Caller;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many agents a token may bring into being: everybody who looks at the board is sent all of
 * them. Counted by each gateway for itself, for its part. An agent is new that neither this gateway
 * has heard of nor the read side knows; while the read side is away nobody is held to be new, and
 * the processor's bound on all agents is the one that holds.
 */
final class NewAgents {

    private static final Duration LOOK_TIME = Duration.ofMillis(300);
    private static final int LOOKS_AT_ONCE = 16;

    /** More than the processor takes. The agent that was heard of least recently makes room. */
    private static final int MAX_REMEMBERED = 20_000;

    private final ReadSide readSide;
    private final Bandwidth births;
    private final ConcurrentMap<String, Bucket> birthsByToken = new ConcurrentHashMap<>();

    private final Set<AgentId> heardOf =
            Collections.synchronizedSet(
                    Collections.newSetFromMap(
                            new LinkedHashMap<>(16, 0.75f, true) {
                                @Override
                                protected boolean removeEldestEntry(
                                        Map.Entry<AgentId, Boolean> eldest) {
                                    return size() > MAX_REMEMBERED;
                                }
                            }));

    /**
     * @param perHour new agents of one token, all of them at once if it likes
     */
    NewAgents(ReadSide readSide, int perHour) {
        this.readSide = readSide;
        this.births =
                Bandwidth.builder()
                        .capacity(perHour)
                        .refillGreedy(perHour, Duration.ofHours(1))
                        .build();
    }

    /** The time to wait; empty when the call may go on. */
    Mono<Optional<Duration>> admit(Caller caller, Collection<AgentId> agents) {
        return Flux.fromStream(() ->
                        agents.stream()
                                .distinct()
                                .filter(agent -> !agent.equals(caller.agentId()))
                                .filter(agent -> !heardOf.contains(agent)))
                .flatMap(this::unknown, LOOKS_AT_ONCE)
                .collectList()
                .map(unknown -> spend(caller, unknown));
    }

    /** The agent itself if it is new. */
    private Mono<AgentId> unknown(AgentId agent) {
        return readSide.knowsAgent(agent)
                .timeout(LOOK_TIME, Mono.empty())
                .flatMap(isKnown -> {
                    if (isKnown) {
                        heardOf.add(agent);
                        return Mono.empty();
                    }
                    return Mono.just(agent);
                });
    }

    private Optional<Duration> spend(Caller caller, Collection<AgentId> unknown) {
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        ConsumptionProbe probe =
                birthsByToken
                        .computeIfAbsent(
                                caller.tokenId(), _ -> Bucket.builder().addLimit(births).build())
                        .tryConsumeAndReturnRemaining(unknown.size());
        if (!probe.isConsumed()) {
            return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        heardOf.addAll(unknown);
        return Optional.empty();
    }
}
