package dev.orgtable.server.caller;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.User.Account;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authenticated caller of a request. */
public sealed interface Caller {

  /** Returns an id unique among callers, used as a key for state kept per caller. */
  String id();

  /** Returns the account at the identity provider; null if there is none or it does not count. */
  default @Nullable Account account() {
    return null;
  }

  /** Returns the user that a person acts as; empty for callers that may act for any user. */
  Optional<EmailAddress> person();

  /**
   * Refuses a person other than this user as if the user did not exist. API keys and operators
   * pass.
   *
   * @throws UserNotFound if this is another person
   */
  default void mustBe(EmailAddress user) {
    if (!person().map(user::equals).orElse(true)) {
      throw new UserNotFound(user);
    }
  }

  /** Returns the store, acting on behalf of the person if the caller is one. */
  default Orgtable on(Orgtable orgtable) {
    return person().map(orgtable::by).orElse(orgtable);
  }

  /**
   * A back end with an API key.
   *
   * @param keyId the key's id, which is not secret
   */
  record Key(String keyId) implements Caller {
    @Override
    public String id() {
      return "key/" + keyId;
    }

    @Override
    public Optional<EmailAddress> person() {
      return Optional.empty();
    }
  }

  /**
   * A person with an OpenID Connect token.
   *
   * @param user the address of the user to whom the account is bound; the verified address if it is
   *     bound to nobody
   * @param userId the id of the user to whom the account is bound; null if it is bound to nobody
   * @param shown the verified address that the account shows, if it is not the user's; null
   *     otherwise
   * @param account the account at the identity provider; null if subjects are ignored
   */
  record Person(
      EmailAddress user,
      @Nullable UserId userId,
      @Nullable EmailAddress shown,
      @Nullable Account account)
      implements Caller {

    /** Creates a person who is known by a verified address only. */
    public Person(EmailAddress user) {
      this(user, null, null, null);
    }

    /** Returns whether this is the user's address, or the one that the account shows. */
    public boolean mayAdopt(EmailAddress address) {
      return address.equals(user) || address.equals(shown);
    }

    /** Returns an id that stays the same when the user is created or moves, if it can. */
    @Override
    public String id() {
      return account == null
          ? "person/" + user
          : "account/" + account.issuer() + " " + account.subject();
    }

    @Override
    public Optional<EmailAddress> person() {
      return Optional.of(user);
    }
  }

  /**
   * An operator: somebody signed in to the console with every right.
   *
   * @param address the verified address; empty if signed in by a one-time link
   * @param account the account at the identity provider; null if there is none or subjects are
   *     ignored
   */
  record Operator(Optional<EmailAddress> address, @Nullable Account account) implements Caller {
    @Override
    public String id() {
      return address.map(user -> "operator/" + user).orElse("operator");
    }

    @Override
    public Optional<EmailAddress> person() {
      return Optional.empty();
    }
  }
}
