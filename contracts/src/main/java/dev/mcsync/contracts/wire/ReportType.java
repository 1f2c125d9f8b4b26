package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;

/** What an agent may report of its attempt. */
public enum ReportType implements WireName {
    ACK(FactType.ACK),
    RUNNING(FactType.RUNNING),
    PROGRESS(FactType.PROGRESS),
    DONE(FactType.DONE),
    FAILED(FactType.FAILED);

    private final FactType factType;

    ReportType(FactType factType) {
        this.factType = factType;
    }

    FactType factType() {
        return factType;
    }

    @Override
    public String wireName() {
        return factType.wireName();
    }
}
