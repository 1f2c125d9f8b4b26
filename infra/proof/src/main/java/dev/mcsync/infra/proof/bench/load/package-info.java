/**
 * Makes load and hears what comes of it, on one thread of Netty, since it shares the cores with
 * what it measures. Open load keeps its schedule whatever comes back, so that waiting is counted.
 */
@NullMarked
package dev.mcsync.infra.proof.bench.load;

import org.jspecify.annotations.NullMarked;
