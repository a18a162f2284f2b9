package dev.orgtable.server.caller;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.UserIdNotFound;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the names of users in requests: addresses, or ids, which have no {@code @}. An id costs a
 * request to the table; several are read together.
 *
 * <p>An id must not reveal the address of somebody whom the caller may not see: persons can name
 * themselves, and the members of an organisation whose rights they have.
 */
@Component
public final class UserNames {

  private final Orgtable orgtable;

  UserNames(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /** Returns whether a name is meant as an id. */
  public static boolean isId(String name) {
    return name.indexOf('@') < 0;
  }

  /**
   * Returns the address of a user, who must be the caller if that is a person.
   *
   * @throws dev.orgtable.InvalidInput if the name is neither an address nor an id
   * @throws UserIdNotFound if the caller sees no user with this id
   */
  public EmailAddress read(String name, Caller caller) {
    return reader(List.of(name), caller).apply(name);
  }

  /** Returns the function that reads these names, as {@link #read}; ids are read at once. */
  public Function<String, EmailAddress> reader(
      Collection<? extends @Nullable String> names, Caller caller) {
    Function<String, EmailAddress> reader = reader(names);
    return name -> {
      EmailAddress address = reader.apply(name);
      if (isId(name) && !caller.person().map(address::equals).orElse(true)) {
        throw new UserIdNotFound(UserId.of(name));
      }
      return address;
    };
  }

  /**
   * Returns the function that reads these names for any caller, where the response reveals no
   * address.
   */
  public Function<String, EmailAddress> reader(Collection<? extends @Nullable String> names) {
    Function<UserId, @Nullable EmailAddress> addresses = addresses(names);
    return name -> isId(name) ? known(UserId.of(name), addresses) : EmailAddress.of(name);
  }

  private static EmailAddress known(UserId id, Function<UserId, @Nullable EmailAddress> addresses) {
    EmailAddress address = addresses.apply(id);
    if (address == null) {
      throw new UserIdNotFound(id);
    }
    return address;
  }

  /**
   * Returns the address of a user, who must be the caller or a member of an organisation if the
   * caller is a person.
   *
   * @param organisation an organisation in which the caller may act on members
   * @throws dev.orgtable.InvalidInput if the name is neither an address nor an id
   * @throws UserIdNotFound if the caller sees no user with this id
   */
  public EmailAddress readMember(String name, Caller caller, OrganisationId organisation) {
    EmailAddress address = reader(List.of(name)).apply(name);
    if (isId(name)
        && !caller.person().map(address::equals).orElse(true)
        && !isMember(address, organisation)) {
      throw new UserIdNotFound(UserId.of(name));
    }
    return address;
  }

  private boolean isMember(EmailAddress user, OrganisationId organisation) {
    try {
      return orgtable.memberships().get(user, organisation).user().equals(user);
    } catch (MemberNotFound e) {
      return false;
    }
  }

  private Function<UserId, @Nullable EmailAddress> addresses(
      Collection<? extends @Nullable String> names) {
    List<UserId> ids =
        names.stream()
            .filter(Objects::nonNull)
            .filter(name -> isId(name) && UserId.isValid(name))
            .map(UserId::of)
            .distinct()
            .toList();
    Map<UserId, EmailAddress> found = ids.isEmpty() ? Map.of() : orgtable.users().addresses(ids);
    return found::get;
  }
}
