package dev.mcsync.contracts.json;

/** Writes its own members into an object that somebody else begins and ends. */
@FunctionalInterface
public interface Writable {

    void write(ObjectWriter out);
}
