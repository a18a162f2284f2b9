package dev.orgtable.server.caller;

import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import java.util.Optional;

/** Who makes a request. */
public sealed interface Caller {

  /** Returns an id that no other caller has, for what is kept per caller. */
  String id();

  /** Returns whom a person is known as; empty for who may act for anybody. */
  Optional<UserId> person();

  /**
   * Refuses a person who is not this user, as if that user did not exist. Keys pass.
   *
   * @throws UserNotFound if this is another person
   */
  default void mustBe(UserId user) {
    if (!person().map(user::equals).orElse(true)) {
      throw new UserNotFound(user);
    }
  }

  /** Returns the store, on behalf of a person. */
  default Orgtable on(Orgtable orgtable) {
    return person().map(orgtable::by).orElse(orgtable);
  }

  /**
   * A back end with an API key.
   *
   * @param keyId the key's id, which is no secret
   */
  record Key(String keyId) implements Caller {
    @Override
    public String id() {
      return "key/" + keyId;
    }

    @Override
    public Optional<UserId> person() {
      return Optional.empty();
    }
  }

  /**
   * A person with a token.
   *
   * @param user the verified address
   */
  record Person(UserId user) implements Caller {
    @Override
    public String id() {
      return "person/" + user;
    }

    @Override
    public Optional<UserId> person() {
      return Optional.of(user);
    }
  }

  /**
   * Somebody signed in to the console who may do everything.
   *
   * @param address the verified address; empty if signed in by a one-time link
   */
  record Operator(Optional<UserId> address) implements Caller {
    @Override
    public String id() {
      return address.map(user -> "operator/" + user).orElse("operator");
    }

    @Override
    public Optional<UserId> person() {
      return Optional.empty();
    }
  }
}
