package dev.orgtable.server.web;

import dev.orgtable.store.Cost;
import dev.orgtable.store.CostListener;
import org.springframework.stereotype.Component;

/** Adds up what the store uses while one request is answered: one thread answers it. */
@Component
public final class RequestCosts implements CostListener {

  private final ThreadLocal<Cost> current = ThreadLocal.withInitial(() -> Cost.NONE);

  @Override
  public void used(Cost cost) {
    current.set(current.get().plus(cost));
  }

  Cost soFar() {
    return current.get();
  }

  void startAnew() {
    current.remove();
  }
}
