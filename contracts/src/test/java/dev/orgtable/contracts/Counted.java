package dev.orgtable.contracts;

import dev.orgtable.Organisation;
import dev.orgtable.Service;
import dev.orgtable.User;

/**
 * Revisions as tests can name them: how many writes they count, without the number made at random
 * that they begin with.
 */
public final class Counted {

  private static final long MOST = (1 << 20) - 1;

  private Counted() {}

  /** Returns how many writes a revision counts. */
  public static long counted(long revision) {
    return revision & MOST;
  }

  /** Returns a revision of the same record that counts so many writes. */
  public static long with(long writes, long revision) {
    return revision - counted(revision) + writes;
  }

  /** Returns a user whose revision is only the count of writes. */
  public static User counted(User user) {
    return new User(user.id(), user.profile(), user.createdAt(), counted(user.revision()));
  }

  /** Returns an organisation whose revision is only the count of writes. */
  public static Organisation counted(Organisation of) {
    return new Organisation(of.id(), of.name(), of.createdAt(), counted(of.revision()));
  }

  /** Returns a service whose revision is only the count of writes. */
  public static Service counted(Service of) {
    return new Service(of.organisation(), of.id(), of.name(), counted(of.revision()));
  }
}
