package dev.mcsync.contracts;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The seed of a random test, told so that a failure can be had again with {@code -Dmc.seed=…}.
 *
 * @param value the same for all tests of a run where it is set from outside
 */
public record Seed(long value) {

    public static Seed forTest(String name) {
        Seed seed = new Seed(Long.getLong("mc.seed", System.nanoTime()));
        System.out.printf("%s runs with -Dmc.seed=%d%n", name, seed.value());
        return seed;
    }

    public RandomGenerator generator() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(value);
    }
}
