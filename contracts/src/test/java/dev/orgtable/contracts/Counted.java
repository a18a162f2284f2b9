package dev.orgtable.contracts;

import dev.orgtable.Organisation;
import dev.orgtable.Service;
import dev.orgtable.User;

/**
 * Revisions in a form that tests can compare: only their count of writes, without the random start.
 */
public final class Counted {

  private static final long MOST = (1 << 20) - 1;

  private Counted() {}

  /** Returns the count of writes in a revision. */
  public static long counted(long revision) {
    return revision & MOST;
  }

  /** Returns a revision of the same record with another count of writes. */
  public static long with(long writes, long revision) {
    return revision - counted(revision) + writes;
  }

  /** Returns a user with only the count of writes as its revision. */
  public static User counted(User user) {
    return new User(
        user.id(), user.email(), user.profile(), user.createdAt(), counted(user.revision()));
  }

  /** Returns an organisation with only the count of writes as its revision. */
  public static Organisation counted(Organisation of) {
    return new Organisation(
        of.id(), of.name(), of.createdAt(), counted(of.revision()), of.suspendedAt());
  }

  /** Returns a service with only the count of writes as its revision. */
  public static Service counted(Service of) {
    return new Service(of.organisation(), of.id(), of.name(), counted(of.revision()));
  }
}
