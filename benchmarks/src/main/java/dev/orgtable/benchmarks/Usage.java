package dev.orgtable.benchmarks;

import dev.orgtable.store.Cost;
import dev.orgtable.store.CostListener;
import dev.orgtable.store.Sent;

/** Sums what requests used. */
public final class Usage implements CostListener {

  private Cost used = Cost.NONE;

  @Override
  public void sent(Sent request) {
    add(request.cost());
  }

  /** Adds what the listener is not told. */
  public synchronized void add(Cost cost) {
    used = used.plus(cost);
  }

  /** Returns what a call used. */
  public synchronized Cost of(Runnable call) {
    used = Cost.NONE;
    call.run();
    return used;
  }
}
