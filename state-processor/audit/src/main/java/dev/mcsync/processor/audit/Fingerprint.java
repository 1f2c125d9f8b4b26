package dev.mcsync.processor.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 64 bits that stand for some bytes: of a million different ones, two have the same in one case of
 * thirty million. Not for secrets: whoever wants two alike can make them.
 */
final class Fingerprint {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD_1 = 0x9E3779B97F4A7C15L;
    private static final long ODD_2 = 0xD6E8FEB86659FD93L;

    private Fingerprint() {}

    /** Never 0, which may stand for nothing. */
    static long of(byte[] bytes) {
        long hash = ODD_1 ^ bytes.length;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (; at < bytes.length; at++) {
            rest = rest << Byte.SIZE | (bytes[at] & 0xFF);
        }
        long last = mixed(mixed(hash ^ rest) + ODD_1);
        return last == 0 ? 1 : last;
    }

    /** A bijection, so that no two inputs of a round are made the same by it. */
    private static long mixed(long value) {
        long x = (value ^ (value >>> 32)) * ODD_2;
        x = (x ^ (x >>> 29)) * ODD_1;
        return x ^ (x >>> 32);
    }
}
