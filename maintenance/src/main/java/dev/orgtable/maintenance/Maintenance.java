package dev.orgtable.maintenance;

import dev.orgtable.event.Actor;
import dev.orgtable.internal.Context;
import dev.orgtable.store.Orgtable;

/**
 * The entry point to maintenance of a whole table: verification, repair, upgrade, sweeping and
 * offboarding. Not needed to serve requests.
 */
public final class Maintenance {

  private final Orgtable orgtable;
  private final Context context;

  private Maintenance(Orgtable orgtable) {
    this.orgtable = orgtable;
    this.context = orgtable.context();
  }

  /** Returns the maintenance of a table. Sends no requests yet. */
  public static Maintenance of(Orgtable orgtable) {
    return new Maintenance(orgtable);
  }

  /** Returns the verifier. */
  public Verifier verifier() {
    return new Verifier(context.tolerant());
  }

  /** Returns the upgrade from the original Go program's layout. */
  public Upgrade upgrade() {
    return new Upgrade(orgtable, context.tolerant());
  }

  /** Returns the repair of violations. */
  public Repair repair() {
    return new Repair(orgtable, context.tolerant());
  }

  /** Returns the sweep, which deletes expired records. */
  public Sweep sweep() {
    return new Sweep(context.tolerant(), context.as(Actor.EXPIRY));
  }

  /** Returns the offboarding of users. */
  public Offboarding offboarding() {
    return new Offboarding(orgtable);
  }
}
