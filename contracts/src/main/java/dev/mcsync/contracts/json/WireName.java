package dev.mcsync.contracts.json;

/** A constant that has one spelling on the wire and in the database. */
public interface WireName {

    String wireName();
}
