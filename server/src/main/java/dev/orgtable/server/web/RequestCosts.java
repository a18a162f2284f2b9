package dev.orgtable.server.web;

import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Collects the DynamoDB requests and capacity used for one HTTP request, which a single thread
 * serves.
 */
@Component
public final class RequestCosts implements CostListener {

  private static final int MOST_KEPT = 100;

  private final ThreadLocal<Cost> current = ThreadLocal.withInitial(() -> Cost.NONE);
  private final ThreadLocal<Integer> cached = ThreadLocal.withInitial(() -> 0);
  private final ThreadLocal<List<RequestReport>> requests = ThreadLocal.withInitial(ArrayList::new);

  @Override
  public void answered(RequestReport request) {
    current.set(current.get().plus(request.cost()));
    List<RequestReport> kept = requests.get();
    if (kept.size() < MOST_KEPT) {
      kept.add(request);
    }
  }

  @Override
  public void cached(int items) {
    cached.set(cached.get() + items);
  }

  /** Returns the number of items so far that were taken from a cache instead. */
  int cachedSoFar() {
    return cached.get();
  }

  /** Returns the capacity used so far. */
  public Cost soFar() {
    return current.get();
  }

  /** Returns the first 100 requests so far. */
  public List<RequestReport> requests() {
    return List.copyOf(requests.get());
  }

  void startAnew() {
    current.remove();
    cached.remove();
    requests.remove();
  }
}
