package dev.mcsync.service.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvingTest {
    private final List<Integer> taken = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int tries;

    @Test
    void aGoodBatchIsTakenInOneGo() {
        apply(numbers(500), Set.of());

        assertThat(taken).isEqualTo(numbers(500));
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void anEmptyBatchIsNotEvenTried() {
        apply(List.of(), Set.of());

        assertThat(tries).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 249, 250, 499})
    void theOneThatIsRefusedIsFoundAndAllOthersAreTakenInOrder(int bad) {
        apply(numbers(500), Set.of(bad));

        assertThat(taken).isSorted().hasSize(499).doesNotContain(bad);
        assertThat(refused).containsExactly(bad + " 22P05");
        assertThat(tries).isLessThan(25);
    }

    @Test
    void aBatchOfWhichEverythingIsRefusedIsPassedOverOneByOne() {
        apply(numbers(4), Set.of(0, 1, 2, 3));

        assertThat(taken).isEmpty();
        assertThat(refused).containsExactly("0 22P05", "1 22P05", "2 22P05", "3 22P05");
    }

    @Test
    void anyOtherFailureIsTheCallers() {
        IllegalStateException away = new IllegalStateException("away");

        assertThatThrownBy(() ->
                        Halving.apply(
                                numbers(4),
                                _ -> {
                                    throw away;
                                },
                                (number, _) -> refused.add(number.toString())))
                .isSameAs(away);
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "22021", "23505", "23514"})
    void theDataIsAtFaultInTwoClassesOfSqlState(String sqlState) {
        assertThat(DataFaultException.orSame(sqlState, new IllegalStateException()))
                .isInstanceOfSatisfying(
                        DataFaultException.class,
                        fault -> assertThat(fault.sqlState()).isEqualTo(sqlState));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "57014", "08006", "2", ""})
    void aFailureOfAnyOtherClassStaysWhatItIs(String sqlState) {
        IllegalStateException failure = new IllegalStateException();

        assertThat(DataFaultException.orSame(sqlState, failure)).isSameAs(failure);
        assertThat(DataFaultException.orSame(null, failure)).isSameAs(failure);
    }

    private void apply(List<Integer> batch, Set<Integer> bad) {
        Halving.apply(
                batch,
                part -> {
                    tries++;
                    if (part.stream().anyMatch(bad::contains)) {
                        throw new DataFaultException("22P05", new IllegalStateException());
                    }
                    taken.addAll(part);
                },
                (number, fault) -> refused.add(number + " " + fault.sqlState()));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
