package dev.orgtable.benchmarks;

import dev.orgtable.store.Cost;
import dev.orgtable.store.CostListener;

/** Sums what requests used. */
public final class Usage implements CostListener {

  private Cost used = Cost.NONE;

  @Override
  public synchronized void used(Cost cost) {
    used = used.plus(cost);
  }

  /** Returns what a call used. */
  public synchronized Cost of(Runnable call) {
    used = Cost.NONE;
    call.run();
    return used;
  }
}
