package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.UserIdNotFound;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds users by their ids. */
final class UserIds {

  private UserIds() {}

  /** Returns the addresses of those ids that a user has. */
  static Map<UserId, EmailAddress> addresses(Table table, Collection<UserId> ids) {
    return table
        .getAll(ids.stream().map(UserIdRecord::key).distinct().toList(), Consistency.STRONG)
        .values()
        .stream()
        .flatMap(item -> UserIdRecord.from(item).stream())
        .collect(Collectors.toMap(UserIdRecord::id, UserIdRecord::email));
  }

  /**
   * Returns a user. If the user moves to another address between the two reads, they are repeated.
   */
  static User get(Table table, UserId id) {
    return table.retryOnConflict(
        () -> {
          UserIdRecord pointer =
              table
                  .get(UserIdRecord.key(id), Consistency.STRONG)
                  .flatMap(UserIdRecord::from)
                  .orElseThrow(() -> new UserIdNotFound(id));
          return table
              .get(UserRecord.key(pointer.email()), Consistency.STRONG)
              .flatMap(UserRecord::from)
              .map(UserRecord::user)
              .filter(user -> user.id().equals(id))
              .orElseThrow(ConflictException::new);
        });
  }
}
