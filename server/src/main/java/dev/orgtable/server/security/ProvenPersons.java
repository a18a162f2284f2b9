package dev.orgtable.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.orgtable.EmailAddress;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.Caller.Person;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.settings.ServerSettings.Subjects;
import dev.orgtable.store.AccountStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Finds the user of an account at the identity provider, for tokens of the API and sign-ins to the
 * console. The first time, the account is bound to the user with the verified address; see {@link
 * AccountStore}.
 *
 * <p>A user who was found is kept for less than {@link ServerSettings#credentialCache} from before
 * the read was sent. A change of this process ({@link #changed}) drops what was read before it
 * ended; after one of another process, such as an unbinding, the account leads to the former user
 * until the end of that time at the latest. Nothing is kept of an account without a user.
 */
@Component
public final class ProvenPersons {

  private static final int MOST = 10_000;

  private final Orgtable orgtable;
  private final boolean binds;
  private final long keptFor;
  private final Ticker ticker;
  private final Cache<Account, Proven> kept;
  private final AtomicLong changes = new AtomicLong();

  /**
   * A user as read.
   *
   * @param begunAt when the read began, on the monotonic clock
   * @param changes the count of changes before the read
   */
  private record Proven(User user, long begunAt, long changes) {}

  @Autowired
  ProvenPersons(Orgtable orgtable, ServerSettings settings) {
    this(orgtable, settings.subjects(), settings.credentialCache(), Ticker.systemTicker());
  }

  ProvenPersons(Orgtable orgtable, Subjects subjects, Duration keptFor, Ticker ticker) {
    this.orgtable = orgtable;
    this.binds = subjects == Subjects.BIND;
    this.keptFor = keptFor.toNanos();
    this.ticker = ticker;
    this.kept =
        Caffeine.newBuilder()
            .expireAfterWrite(keptFor)
            .maximumSize(MOST)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Returns the person with an account; empty if it is bound to nobody and shows no verified
   * address.
   *
   * @param issuer the issuer as configured, not as claimed
   * @param subject the claim {@code sub} of a verified token
   * @param verified the verified address that the account shows; null if there is none
   * @param provenAt when the issuer issued the proof, by its clock; null if it is not known, or if
   *     the account must not be bound: see {@link AccountStore#signIn}
   * @throws RefusedCredential if the subject is none
   * @throws dev.orgtable.OrgtableException.AccountConflict if the address is that of a user with
   *     another account, or the account cannot be bound without a later proof
   */
  public Optional<Person> find(
      String issuer,
      @Nullable Object subject,
      @Nullable EmailAddress verified,
      @Nullable Instant provenAt) {
    if (!binds) {
      return Optional.ofNullable(verified).map(Person::new);
    }
    if (!(subject instanceof String text) || !Account.isSubject(text)) {
      throw new RefusedCredential(CredentialFault.SUBJECT);
    }
    Account account = new Account(issuer, text);
    Optional<User> user = kept(account);
    if (user.isEmpty()) {
      user = read(account, verified, provenAt);
    }
    return user.map(found -> person(found, account, verified))
        .or(
            () ->
                Optional.ofNullable(verified)
                    .map(address -> new Person(address, null, null, account)));
  }

  private Optional<User> kept(Account account) {
    return Optional.ofNullable(kept.getIfPresent(account))
        .filter(known -> known.changes() == changes.get())
        .filter(known -> ticker.read() - known.begunAt() < keptFor)
        .map(Proven::user);
  }

  private Optional<User> read(
      Account account, @Nullable EmailAddress verified, @Nullable Instant provenAt) {
    long before = changes.get();
    long begunAt = ticker.read();
    AccountStore accounts = orgtable.accounts();
    Optional<User> user =
        verified == null
            ? accounts.find(account)
            : provenAt == null
                ? accounts.recognise(account, verified)
                : accounts.signIn(account, verified, provenAt);
    if (keptFor > 0) {
      user.ifPresent(found -> kept.put(account, new Proven(found, begunAt, before)));
    }
    return user;
  }

  private static Person person(User user, Account account, @Nullable EmailAddress verified) {
    boolean same = verified == null || verified.equals(user.email());
    return new Person(user.email(), user.id(), same ? null : verified, account);
  }

  /**
   * Binds the account of a person or operator who has just created themselves as a user: the token
   * or session that did so is older than the user, and could not be bound any more. Does nothing if
   * they created somebody else.
   *
   * @throws dev.orgtable.OrgtableException.AccountConflict if another account was bound meanwhile
   */
  public void created(Caller by, User user) {
    Account account = by.account();
    Optional<EmailAddress> self =
        by instanceof Caller.Operator operator ? operator.address() : by.person();
    if (account != null && self.filter(user.email()::equals).isPresent()) {
      orgtable.accounts().bindCreated(user, account);
    }
  }

  /**
   * Drops all that is kept, after this process has deleted or moved a user or unbound an account.
   */
  public void changed() {
    changes.incrementAndGet();
  }
}
