package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.UserIdNotFound;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Finds users by their ids. */
final class UserIds {

  private UserIds() {}

  /**
   * Returns the addresses of those ids that a user has.
   *
   * @param settled whether to refuse if a job is moving memberships to one of them
   */
  static Map<UserId, EmailAddress> addresses(Table table, Collection<UserId> ids, boolean settled) {
    Map<UserId, EmailAddress> addresses = new HashMap<>();
    for (Item item :
        table
            .getAll(ids.stream().map(UserIdRecord::key).distinct().toList(), Consistency.STRONG)
            .values()) {
      UserIdRecord.from(item)
          .ifPresent(
              record -> {
                if (settled && record.movedBy().isPresent()) {
                  throw new InProgress("user " + record.id(), record.movedBy().get());
                }
                addresses.put(record.id(), record.email());
              });
    }
    return addresses;
  }

  /**
   * Returns a user. The reads are repeated while the user moves to another address between them.
   *
   * @throws UserIdNotFound if no user has the id, even if a record leads from it to an address
   */
  static User get(Table table, UserId id) {
    return table.retryOnConflict(
        () -> {
          EmailAddress address = pointer(table, id).email();
          return table
              .get(UserRecord.key(address), Consistency.STRONG)
              .flatMap(UserRecord::from)
              .map(UserRecord::user)
              .filter(found -> found.id().equals(id))
              .orElseThrow(() -> missing(table, id, address));
        });
  }

  private static RuntimeException missing(Table table, UserId id, EmailAddress address) {
    return pointer(table, id).email().equals(address)
        ? new UserIdNotFound(id)
        : new ConflictException();
  }

  private static UserIdRecord pointer(Table table, UserId id) {
    return table
        .get(UserIdRecord.key(id), Consistency.STRONG)
        .flatMap(UserIdRecord::from)
        .orElseThrow(() -> new UserIdNotFound(id));
  }
}
