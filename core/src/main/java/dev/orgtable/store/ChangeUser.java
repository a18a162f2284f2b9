package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Outcome;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.MembershipMove;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserRecord;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a user that affect every membership: made in one transaction, or started by one and
 * completed by a job.
 */
final class ChangeUser {

  private final Context context;

  ChangeUser(Context context) {
    this.context = context;
  }

  /**
   * Updates the user and the copies. The precondition is evaluated against the record read here.
   */
  Decision<Outcome<User>> update(
      Reads reads, EmailAddress email, UnaryOperator<User> change, Expected expected) {
    UserPartition found = UserPartition.gather(reads, email, context.limits().detailsPages());
    User present = found.source().user();
    require(expected, present);
    User changed = change.apply(present);
    User next =
        new User(
            present.id(), email, changed.profile(), changed.createdAt(), present.revision() + 1);
    Transaction whole = UserCopies.update(found, next);
    if (reads.fits(whole)) {
      return Decision.commit(whole, Outcome.updated(next));
    }
    JobRecord job = job(Job.Kind.UPDATE_USER, found);
    return Decision.commit(UserCopies.beginUpdate(found, next, job), Outcome.begun(next, job.id()));
  }

  Decision<Optional<JobId>> delete(Reads reads, UserPartition found) {
    Transaction whole = UserCopies.delete(reads, found);
    return reads.fits(whole)
        ? withoutDeleted(
            Decision.commit(whole, Optional.empty()), found, this::delete, this::beginDelete)
        : beginDelete(reads, found);
  }

  /**
   * Lets a job complete the deletion, of many records, or of some in an organisation that does not
   * exist.
   */
  private Decision<Optional<JobId>> beginDelete(Reads reads, UserPartition found) {
    JobRecord job = job(Job.Kind.DELETE_USER, found);
    return withoutDeleted(
        Decision.commit(UserCopies.beginDelete(reads, found, job), Optional.of(job.id())),
        found,
        this::delete);
  }

  /** Retries without the records of deleted organisations, which their own jobs remove. */
  private static <T> Decision<T> withoutDeleted(
      Decision.Commit<T> commit,
      UserPartition found,
      BiFunction<Reads, UserPartition, Decision<T>> again) {
    return withoutDeleted(commit, found, again, null);
  }

  /**
   * Retries in the same way.
   *
   * @param otherwise decides if no organisation is being deleted; null to refuse then
   */
  private static <T> Decision<T> withoutDeleted(
      Decision.Commit<T> commit,
      UserPartition found,
      BiFunction<Reads, UserPartition, Decision<T>> again,
      @Nullable BiFunction<Reads, UserPartition, Decision<T>> otherwise) {
    return commit.ifRefused(
        OrganisationNotFound.class,
        (reads, refusal) -> {
          UserPartition live = found.live(Tombstones.read(reads, Consistency.STRONG));
          if (!live.equals(found)) {
            return again.apply(reads, live);
          }
          if (otherwise == null) {
            throw refusal;
          }
          return otherwise.apply(reads, found);
        });
  }

  /**
   * Moves a user. Invitations of the new address are only read if one of them makes the first
   * attempt fail.
   */
  Decision<Outcome<User>> move(Reads reads, UserPartition found, User moved) {
    return withoutDeleted(
        move(reads, found, moved, Map.of())
            .ifRefused(
                AlreadyInvited.class,
                (again, refusal) ->
                    move(again, found, moved, MembershipMove.taken(again, found, moved.email()))),
        found,
        (again, live) -> move(again, live, moved));
  }

  private Decision.Commit<Outcome<User>> move(
      Reads reads, UserPartition found, User moved, Map<Key, Item> taken) {
    Transaction whole = MembershipMove.all(reads, found, moved, taken);
    if (reads.fits(whole)) {
      return Decision.commit(whole, Outcome.updated(moved));
    }
    MembershipMove.refuseMember(reads, found, moved.email());
    JobRecord job = job(Job.Kind.CHANGE_ADDRESS, found).movedTo(moved.email());
    return Decision.commit(UserCopies.beginMove(found, moved, job), Outcome.begun(moved, job.id()));
  }

  private JobRecord job(Job.Kind kind, UserPartition found) {
    int copies = found.memberships().size() + found.invitations().size();
    return context.job(kind, UserRecord.key(found.user()), copies);
  }

  static void require(Expected expected, User present) {
    if (!expected.admits(OptionalLong.of(present.revision()))) {
      throw new Stale("user " + present.email());
    }
  }
}
