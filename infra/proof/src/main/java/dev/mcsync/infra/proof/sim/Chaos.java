package dev.mcsync.infra.proof.sim;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Says what befalls each step. For one run. */
interface Chaos {

    /**
     * @param fallible whether the step can fail by itself
     */
    Fault at(Node node, String point, boolean fallible);

    /** How long the next freeze lasts. */
    Duration freeze();

    /** How long a killed process stays away. */
    Duration absence();

    /** A number of faults by chance, each as likely at one step as at any other. */
    static Chaos random(RandomGenerator random, int faults, int meanStepsBetween) {
        return new Chaos() {
            private int left = faults;

            @Override
            public Fault at(Node node, String point, boolean fallible) {
                if (left == 0 || random.nextInt(meanStepsBetween) != 0) {
                    return Fault.NONE;
                }
                Fault fault =
                        switch (random.nextInt(9)) {
                            case 0 -> Fault.FREEZE;
                            case 1 -> Fault.KILL;
                            case 8 -> Fault.STALL;
                            case 2 -> Fault.KILL_AFTER;
                            case 3, 4 -> Fault.FAIL;
                            default -> Fault.LOSE_ANSWER;
                        };
                if (fault.needsAnswer() && !fallible) {
                    return Fault.NONE;
                }
                left--;
                return fault;
            }

            @Override
            public Duration freeze() {
                return FREEZES.get(random.nextInt(FREEZES.size()));
            }

            @Override
            public Duration absence() {
                return ABSENCES.get(random.nextInt(ABSENCES.size()));
            }
        };
    }

    /** One fault, at one step of one process. */
    static Chaos scripted(String process, int step, Fault fault, Duration freeze) {
        return new Chaos() {
            private int seen;

            @Override
            public Fault at(Node node, String point, boolean fallible) {
                if (!node.name().equals(process)) {
                    return Fault.NONE;
                }
                boolean isNow = seen++ == step;
                return isNow && (fallible || !fault.needsAnswer()) ? fault : Fault.NONE;
            }

            @Override
            public Duration freeze() {
                return freeze;
            }

            @Override
            public Duration absence() {
                return Duration.ofSeconds(3);
            }
        };
    }

    /** Around every limit of the product: locks 5 s; sessions and transactions 10 s; holds 20 s. */
    List<Duration> FREEZES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(7),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(30));

    /** Back before its session ends, and after. */
    List<Duration> ABSENCES =
            List.of(Duration.ofMillis(200), Duration.ofSeconds(4), Duration.ofSeconds(14));
}
