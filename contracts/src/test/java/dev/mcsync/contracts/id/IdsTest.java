package dev.mcsync.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {

    static Stream<Function<String, ?>> constructors() {
        return Stream.of(AgentId::new, TaskId::new, CommandId::new, EventId::new);
    }

    /** Were one of these to change, repeated requests and timers would take effect twice. */
    @Test
    void derivedIdsNeverChange() {
        assertThat(TaskId.derivedFrom(new CommandId("cmd_1")))
                .hasToString("tsk_01d12f35-d8d4-5d6a-ba10-b44ba77d1ebe");
        assertThat(CommandId.derivedFrom("create-task", "key-1"))
                .hasToString("cmd_17abb532-d042-56ff-b0b7-631ae6876210");
        assertThat(EventId.derived("created", "cmd_1"))
                .hasToString("evt_mc:beab3d37-3fc1-52d2-9d57-20ce4bf6405e");
        assertThat(
                        DeadlinePassed.of(
                                        new TaskId("tsk_1"),
                                        new CommandId("cmd_1"),
                                        3,
                                        false,
                                        Instant.EPOCH)
                                .eventId())
                .hasToString("evt_mc:a8d1a4bf-caf1-55f6-90eb-6fb21381afda");
        assertThat(SilencePassed.of(new AgentId("agent-7"), 3, Instant.EPOCH).eventId())
                .hasToString("evt_mc:b63a37c0-7106-5b0a-8b51-142674f92821");
        assertThat(TaskAdopted.idFor(new TaskId("4711"), "0123abcd"))
                .hasToString("evt_mc:35d71f4c-ed83-5787-bc22-9a9fafec0ca8");
    }

    @Test
    void anIdAsDerivedBeforeIsStillFound() {
        assertThat(EventId.derivedBefore("created", "cmd_1"))
                .hasToString("evt_beab3d37-3fc1-52d2-9d57-20ce4bf6405e");
    }

    @Test
    void theProductsOwnIdsAndThoseOfAgentEventsNeverMeet() {
        assertThat(EventId.derived("a", "b").isOwn()).isTrue();
        assertThat(EventId.freshOwn().isOwn()).isTrue();
        assertThat(EventId.fresh().isOwn()).isFalse();
        assertThat(EventId.freshOwn().value()).satisfies(IdsTest::isAnId);
    }

    @Test
    void derivedIdsDifferWhereAnyPartDiffers() {
        Set<EventId> ids =
                Stream.of(
                                EventId.derived("a", ""),
                                EventId.derived("a", "b"),
                                EventId.derived("b", "a"),
                                EventId.derived("a", "b", "c"),
                                EventId.derived("a", "bc"),
                                EventId.derived("ab", "c"))
                        .collect(Collectors.toSet());

        assertThat(ids).hasSize(6);
    }

    @Test
    void freshIdsAreNewAndInOrder() {
        for (Supplier<String> fresh :
                Set.<Supplier<String>>of(
                        () -> EventId.fresh().value(), () -> CommandId.fresh().value())) {
            assertThat(Stream.generate(fresh).limit(1_000)).isSorted().doesNotHaveDuplicates();
        }
        assertThat(EventId.fresh().value()).startsWith("evt_").satisfies(IdsTest::isAnId);
        assertThat(CommandId.fresh().value()).startsWith("cmd_").satisfies(IdsTest::isAnId);
    }

    @ParameterizedTest
    @MethodSource("constructors")
    void anIdHasOneTo128OfItsCharacters(Function<String, ?> constructor) {
        assertThat(constructor.apply("a")).hasToString("a");
        assertThat(constructor.apply("A-Z.a_z:0-9")).hasToString("A-Z.a_z:0-9");
        assertThat(constructor.apply("x".repeat(128))).hasToString("x".repeat(128));

        for (String invalid : new String[] {"", " ", "a b", "a\n", "ä", "a/b", "x".repeat(129)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> constructor.apply(invalid));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2 hunter2", "hunter2\n"})
    void aFaultyIdIsNotTold(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentId(secret))
                .withMessageContaining(secret.length() + " characters")
                .withMessageNotContaining("hunter2");
    }

    private static void isAnId(String value) {
        assertThat(IdSyntax.isValid(value)).isTrue();
    }
}
