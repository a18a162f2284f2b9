package dev.orgtable.maintenance;

import dev.orgtable.internal.Context;
import dev.orgtable.store.Orgtable;

/**
 * The work on a whole table: checking, repairing, upgrading and sweeping it, and removing a user
 * with all that names the address. None of it is needed to serve requests.
 */
public final class Maintenance {

  private final Orgtable orgtable;
  private final Context context;

  private Maintenance(Orgtable orgtable) {
    this.orgtable = orgtable;
    this.context = orgtable.context();
  }

  /** Returns the work on a table. Sends nothing yet. */
  public static Maintenance of(Orgtable orgtable) {
    return new Maintenance(orgtable);
  }

  /** Returns the checker of the whole table. */
  public Verifier verifier() {
    return new Verifier(context.tolerant());
  }

  /** Returns the upgrade of a table that the original Go program left. */
  public Upgrade upgrade() {
    return new Upgrade(orgtable, context.tolerant());
  }

  /** Returns the repair of what the verifier finds. */
  public Repair repair() {
    return new Repair(orgtable, context.tolerant());
  }

  /** Returns the removal of expired records. */
  public Sweep sweep() {
    return new Sweep(context.tolerant());
  }

  /** Returns the removal of a user with all that names the address. */
  public Offboarding offboarding() {
    return new Offboarding(orgtable);
  }
}
