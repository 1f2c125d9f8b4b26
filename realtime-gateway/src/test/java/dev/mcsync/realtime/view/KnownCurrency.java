package dev.mcsync.realtime.view;

import java.time.Instant;
import java.util.Map;

/** A currency whose knowledge is in the test's hands. */
public final class KnownCurrency {

    public final Currency currency = new Currency();

    public void asOf(Instant moment) {
        currency.answer(currency.ask(moment), Map.of());
    }

    public void forget() {
        currency.begin();
    }
}
