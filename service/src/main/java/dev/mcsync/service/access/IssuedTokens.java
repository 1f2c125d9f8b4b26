package dev.mcsync.service.access;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.IssuedToken;
import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.contracts.access.TokenSecret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were made while the system ran, as far as this process has heard of them. What is
 * heard may come in any order and more than once. Thread-safe.
 */
public final class IssuedTokens {

    /** How one that is known stands. */
    public enum Standing {
        GOOD,
        /** Its time was set when it was made. */
        EXPIRED,
        /** Another one took its place. */
        REPLACED,
        REVOKED
    }

    /**
     * One that is known.
     *
     * @param endsAt when it is or was over; null when it is good until it is revoked
     * @param endedBy the name of the token that revoked or replaced it, now or to come; null for
     *     none
     */
    public record Known(
            IssuedToken token,
            Standing standing,
            @Nullable Instant endsAt,
            @Nullable String endedBy) {}

    /** What was heard of one, each once. */
    private record Heard(
            TokenRecord.@Nullable Issued issued,
            TokenRecord.@Nullable Revoked revoked,
            TokenRecord.@Nullable Replaced replaced) {

        private static final Heard NOTHING = new Heard(null, null, null);

        /** What was heard first stands, but for an end that is nearer. */
        Heard and(TokenRecord said) {
            return switch (said) {
                case TokenRecord.Issued also ->
                        new Heard(issued == null ? also : issued, revoked, replaced);
                case TokenRecord.Revoked also ->
                        new Heard(issued, revoked == null ? also : revoked, replaced);
                case TokenRecord.Replaced also ->
                        new Heard(
                                issued,
                                revoked,
                                replaced == null || also.endsAt().isBefore(replaced.endsAt())
                                        ? also
                                        : replaced);
            };
        }

        /** A revoked one is over here and now, whatever the other gateway's clock says. */
        Optional<Known> at(Instant now) {
            if (issued == null) {
                return Optional.empty();
            }
            IssuedToken token = issued.token();
            if (revoked != null) {
                return Optional.of(new Known(token, Standing.REVOKED, revoked.at(), revoked.by()));
            }
            Instant expiry = token.term().endsAt();
            TokenRecord.Replaced first = replaced;
            return Optional.of(
                    first == null || (expiry != null && expiry.isBefore(first.endsAt()))
                            ? known(token, Standing.EXPIRED, expiry, now)
                            : known(token, Standing.REPLACED, first.endsAt(), now));
        }

        /**
         * @param over how it stands from {@code endsAt} on
         */
        private Known known(
                IssuedToken token, Standing over, @Nullable Instant endsAt, Instant now) {
            boolean isGood = endsAt == null || now.isBefore(endsAt);
            String by = replaced == null ? null : replaced.by();
            return new Known(token, isGood ? Standing.GOOD : over, endsAt, by);
        }
    }

    private final ConcurrentMap<String, Heard> heard = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile boolean isComplete;

    public IssuedTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** One was said, here or at another gateway. */
    public void heard(TokenRecord said) {
        heard.merge(said.id(), Heard.NOTHING.and(said), (before, _) -> before.and(said));
    }

    /** What was said before this process started has been heard. */
    public void allHeard() {
        isComplete = true;
    }

    /** Before that a token that is not known may be good, and one that is known may be over. */
    public boolean isComplete() {
        return isComplete;
    }

    /** Whose a token is that is good now. */
    public Optional<Holder> holderOf(TokenSecret presented) {
        Heard known = heard.get(presented.id());
        return known != null && known.issued() != null && presented.matches(known.issued().digest())
                ? goodOne(known)
                : Optional.empty();
    }

    /** By its id, if it is good now. */
    public Optional<Holder> findHolder(String tokenId) {
        return Optional.ofNullable(heard.get(tokenId)).flatMap(this::goodOne);
    }

    public Optional<Known> find(String tokenId) {
        return Optional.ofNullable(heard.get(tokenId)).flatMap(known -> known.at(clock.instant()));
    }

    /** All of them, over or not, the newest first. */
    public List<Known> all() {
        return known().sorted(
                        Comparator.comparing((Known one) -> one.token().term().createdAt())
                                .reversed()
                                .thenComparing(one -> one.token().id()))
                .toList();
    }

    /** Whether a token that is good has the name, and will go on having it. */
    public boolean isNameTaken(String name) {
        return known().anyMatch(one ->
                one.standing() == Standing.GOOD
                        && one.endedBy() == null
                        && one.token().name().equals(name));
    }

    private Stream<Known> known() {
        Instant now = clock.instant();
        return heard.values().stream().flatMap(one -> one.at(now).stream());
    }

    private Optional<Holder> goodOne(Heard known) {
        return known.at(clock.instant())
                .filter(one -> one.standing() == Standing.GOOD)
                .map(one -> one.token().holder());
    }
}
