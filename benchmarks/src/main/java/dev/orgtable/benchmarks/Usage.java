package dev.orgtable.benchmarks;

import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;

/** Sums the capacity consumed by requests. */
public final class Usage implements CostListener {

  private Cost used = Cost.NONE;

  @Override
  public void answered(RequestReport request) {
    add(request.cost());
  }

  /** Adds capacity that is not reported to the listener. */
  public synchronized void add(Cost cost) {
    used = used.plus(cost);
  }

  /** Returns the capacity consumed by a call. */
  public synchronized Cost of(Runnable call) {
    used = Cost.NONE;
    call.run();
    return used;
  }
}
