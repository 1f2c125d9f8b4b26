package dev.mcsync.processor.audit;

import java.util.function.Consumer;

/** Hears what a look finds, and how far it has come. */
record Listener(Consumer<Discrepancy> findings, Progress progress) {}
