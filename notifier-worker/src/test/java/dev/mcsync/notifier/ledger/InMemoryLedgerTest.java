package dev.mcsync.notifier.ledger;

import java.time.InstantSource;
import java.util.List;

class InMemoryLedgerTest extends DeliveryLedgerContract {

    private final InMemoryLedger ledger = new InMemoryLedger(InstantSource.system());

    @Override
    DeliveryLedger ledger() {
        return ledger;
    }

    @Override
    List<String> rows() {
        return ledger.rows();
    }
}
