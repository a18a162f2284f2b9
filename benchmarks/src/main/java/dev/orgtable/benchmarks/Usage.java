package dev.orgtable.benchmarks;

import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;

/** Sums what requests used. */
public final class Usage implements CostListener {

  private Cost used = Cost.NONE;

  @Override
  public void answered(RequestReport request) {
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
