package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.ingress.access.RateLimits;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.publish.Sender;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Takes an array of events. Each is judged by itself, so one bad event holds up no other; those
 * that are good are published together, in order.
 */
final class EventBatch {

    /** What was made of one element. */
    private sealed interface Element {

        record Good(AgentEvent event, OutgoingFact fact) implements Element {}

        record Bad(Problem problem) implements Element {}
    }

    /** The answer to one element. */
    private sealed interface Result {

        record Accepted(EventId eventId) implements Result {}

        record NotTaken(Problem problem) implements Result {}
    }

    private final Submissions submissions;
    private final RateLimits limits;
    private final NewAgents newAgents;

    EventBatch(Submissions submissions, RateLimits limits, NewAgents newAgents) {
        this.submissions = submissions;
        this.limits = limits;
        this.newAgents = newAgents;
    }

    Mono<ServerResponse> accept(EventBody body, Caller caller, Sender sender) {
        return switch (body.events()) {
            case Decoded.Valid<List<Decoded<AgentEvent>>>(List<Decoded<AgentEvent>> events) ->
                    publish(elements(events, body, caller, sender), caller);
            case Decoded.Invalid<List<Decoded<AgentEvent>>>(List<FieldError> errors) ->
                    GatewayProblems.invalidBody(errors).response();
        };
    }

    private Mono<ServerResponse> publish(List<Element> elements, Caller caller) {
        List<OutgoingFact> facts =
                elements.stream()
                        .filter(Element.Good.class::isInstance)
                        .map(element -> ((Element.Good) element).fact())
                        .toList();
        if (facts.isEmpty()) {
            return answer(results(elements, List.of()));
        }
        Optional<Duration> wait = limits.spendEvents(caller, facts.size());
        return wait.isPresent()
                ? GatewayProblems.tooManyEvents(wait.get()).response()
                : newAgents
                        .admit(caller, beating(elements))
                        .flatMap(later ->
                                later.isPresent()
                                        ? AgentProblems.tooManyNewAgents(later.get()).response()
                                        : publish(elements, facts));
    }

    private Mono<ServerResponse> publish(List<Element> elements, List<OutgoingFact> facts) {
        return submissions
                .publish(facts)
                .flatMap(published ->
                        published.stream().allMatch(Published.UNCONFIRMED::equals)
                                ? GatewayProblems.logUnreachable().response()
                                : answer(results(elements, published)));
    }

    /** The agents that may be new; a report alone brings none into being. */
    private static List<AgentId> beating(List<Element> elements) {
        return elements.stream()
                .filter(element ->
                        element instanceof Element.Good(AgentEvent event, _)
                                && event instanceof Heartbeat)
                .map(element -> ((Element.Good) element).event().agentId())
                .toList();
    }

    private static List<Element> elements(
            List<Decoded<AgentEvent>> events, EventBody body, Caller caller, Sender sender) {
        List<Element> elements = new ArrayList<>(events.size());
        Map<EventId, String> hashes = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            elements.add(
                    switch (events.get(i)) {
                        case Decoded.Valid<AgentEvent>(AgentEvent event) ->
                                ownOf(hashes, element(event, body, "/" + i, caller, sender));
                        case Decoded.Invalid<AgentEvent>(List<FieldError> errors) ->
                                new Element.Bad(GatewayProblems.invalidContent(errors));
                    });
        }
        return elements;
    }

    /** Of two contents under one id the first would take effect, so the other is not sent. */
    private static Element ownOf(Map<EventId, String> hashes, Element element) {
        if (!(element instanceof Element.Good(_, OutgoingFact fact))) {
            return element;
        }
        String hash = WireCodec.hash(fact.value());
        String before = hashes.putIfAbsent(fact.eventId(), hash);
        return before == null || before.equals(hash)
                ? element
                : new Element.Bad(GatewayProblems.eventIdTaken().with("event_id", fact.eventId()));
    }

    private static Element element(
            AgentEvent event, EventBody body, String place, Caller caller, Sender sender) {
        if (!caller.maySpeakFor(event.agentId())) {
            return new Element.Bad(AgentProblems.otherAgent(place + body.agentPlace()));
        }
        Optional<Problem> longMeta = AgentProblems.longMeta(event, place + body.metaPlace());
        if (longMeta.isPresent()) {
            return new Element.Bad(longMeta.get());
        }
        OutgoingFact fact = OutgoingFact.of(event, sender);
        return fact.value().length > JsonBody.MAX_BYTES
                ? new Element.Bad(GatewayProblems.bodyTooLarge(JsonBody.MAX_BYTES))
                : new Element.Good(event, fact);
    }

    /**
     * @param published one for each good element, in order
     */
    private static List<Result> results(List<Element> elements, List<Published> published) {
        Iterator<Published> next = published.iterator();
        return elements.stream()
                .map(element ->
                        switch (element) {
                            case Element.Good(_, OutgoingFact fact) -> result(fact, next.next());
                            case Element.Bad(Problem problem) -> new Result.NotTaken(problem);
                        })
                .toList();
    }

    private static Result result(OutgoingFact fact, Published published) {
        return published == Published.ACCEPTED
                ? new Result.Accepted(fact.eventId())
                : new Result.NotTaken(
                        AgentProblems.notPublished(published).with("event_id", fact.eventId()));
    }

    private static Mono<ServerResponse> answer(List<Result> results) {
        return JsonAnswer.of(
                HttpStatus.MULTI_STATUS, out -> out.objects("results", results, EventBatch::write));
    }

    private static void write(ObjectWriter out, Result result) {
        switch (result) {
            case Result.Accepted(EventId eventId) ->
                    out.number("status", HttpStatus.ACCEPTED.value()).text("event_id", eventId);
            case Result.NotTaken(Problem problem) -> problem.write(out);
        }
    }
}
