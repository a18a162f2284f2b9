package dev.orgtable.server.caller;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserIdNotFound;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the names of users in requests: addresses, or ids, which have no {@code @}. An id costs a
 * request to the table; several are read together. While a job moves a user to another address, the
 * id names only the user, and no member.
 *
 * <p>An id must not reveal the address of somebody whom the caller may not see, nor whether anybody
 * has it: persons can name themselves, and the members of an organisation whose rights they have,
 * and other ids cost the same whether a user has them or not.
 */
@Component
public final class UserNames {

  private static final String BY_ID = UserNames.class.getName();

  private final Orgtable orgtable;

  UserNames(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /** Returns whether a name is meant as an id. */
  private static boolean isId(String name) {
    return name.indexOf('@') < 0;
  }

  /** Remembers that the path of a request names a user by id. */
  public static void mark(HttpServletRequest request, UserId id, EmailAddress address) {
    request.setAttribute(BY_ID, new Named(id, address));
  }

  /** Returns whether the path names a user by id. */
  public static boolean isById(HttpServletRequest request) {
    return request.getAttribute(BY_ID) != null;
  }

  /**
   * Refuses if the path names a user by id who has moved to another address since it was read: a
   * removal that found nothing has not removed what was meant.
   *
   * @throws Stale if the user has moved
   */
  public void requireUnmoved(HttpServletRequest request) {
    if (request.getAttribute(BY_ID) instanceof Named named) {
      EmailAddress now = orgtable.users().addresses(List.of(named.id())).get(named.id());
      if (now != null && !now.equals(named.address())) {
        throw new Stale("user " + named.id());
      }
    }
  }

  private record Named(UserId id, EmailAddress address) {}

  /**
   * Returns the address of a user, who must be the caller if that is a person; also while the user
   * moves.
   *
   * @throws dev.orgtable.InvalidInput if the name is neither an address nor an id
   * @throws UserIdNotFound if the caller sees no user with this id
   */
  public EmailAddress readUser(String name, Caller caller) {
    return isId(name)
        ? seen(UserId.of(name), orgtable.users().addresses(List.of(UserId.of(name))), caller)
        : EmailAddress.of(name);
  }

  /**
   * Returns the function that reads these names, which must be the caller's if that is a person.
   *
   * @throws dev.orgtable.OrgtableException.InProgress if a job is moving one of these users
   */
  public Function<String, EmailAddress> reader(
      Collection<? extends @Nullable String> names, Caller caller) {
    Map<UserId, EmailAddress> addresses = addresses(names);
    return name -> isId(name) ? seen(UserId.of(name), addresses, caller) : EmailAddress.of(name);
  }

  private static EmailAddress seen(UserId id, Map<UserId, EmailAddress> addresses, Caller caller) {
    EmailAddress address = addresses.get(id);
    if (address == null || !caller.person().map(address::equals).orElse(true)) {
      throw new UserIdNotFound(id);
    }
    return address;
  }

  /**
   * Returns the function that reads these names for checks by any caller, whose results reveal no
   * address. The id of nobody reads as an address that nobody has, so that the check costs the
   * same. The function throws {@code InProgress} for a user whom a job is moving.
   */
  public Function<String, EmailAddress> readerForChecks(
      Collection<? extends @Nullable String> names) {
    Map<UserId, EmailAddress> addresses = new HashMap<>();
    Map<UserId, InProgress> moving = new HashMap<>();
    try {
      addresses.putAll(addresses(names));
    } catch (InProgress one) {
      // Rare, and each name must fail by itself: one request for each.
      for (UserId id : ids(names)) {
        try {
          addresses.putAll(orgtable.users().settledAddresses(List.of(id)));
        } catch (InProgress e) {
          moving.put(id, e);
        }
      }
    }
    return name -> {
      if (!isId(name)) {
        return EmailAddress.of(name);
      }
      UserId id = UserId.of(name);
      InProgress move = moving.get(id);
      if (move != null) {
        throw move;
      }
      return addresses.getOrDefault(id, nobody(id));
    };
  }

  /** Returns an address of a domain that cannot exist (RFC 2606). */
  private static EmailAddress nobody(UserId id) {
    return EmailAddress.of(id + "@user-id.invalid");
  }

  /**
   * Returns the address of a user, who must be the caller or a member of an organisation if the
   * caller is a person.
   *
   * @param organisation an organisation in which the caller may act on members
   * @throws dev.orgtable.InvalidInput if the name is neither an address nor an id
   * @throws UserIdNotFound if the caller sees no user with this id
   * @throws dev.orgtable.OrgtableException.InProgress if a job is moving the user
   */
  public EmailAddress readMember(String name, Caller caller, OrganisationId organisation) {
    if (!isId(name) || caller.person().isEmpty()) {
      return reader(List.of(name), caller).apply(name);
    }
    EmailAddress address = readerForChecks(List.of(name)).apply(name);
    if (!caller.person().get().equals(address) && !isMember(address, organisation)) {
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

  private Map<UserId, EmailAddress> addresses(Collection<? extends @Nullable String> names) {
    List<UserId> ids = ids(names);
    return ids.isEmpty() ? Map.of() : orgtable.users().settledAddresses(ids);
  }

  private static List<UserId> ids(Collection<? extends @Nullable String> names) {
    return names.stream()
        .filter(Objects::nonNull)
        .filter(name -> isId(name) && UserId.isValid(name))
        .map(UserId::of)
        .distinct()
        .toList();
  }
}
