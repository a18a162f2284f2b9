package dev.orgtable.server.check;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import dev.orgtable.history.Roster;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.check.CheckController.QuestionBody;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.web.Query;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Runs checks of a past moment, for back ends. */
@Component
final class PastChecks {

  /** An address of a domain that cannot exist (RFC 2606), in place of an id. */
  private static final EmailAddress BY_ID = EmailAddress.of("id@nobody.invalid");

  private final Orgtable orgtable;

  PastChecks(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /**
   * Returns the answer to a check at a past moment. A user named by an address is the one who had
   * it then.
   *
   * @throws Problem if the caller is a person, who may have been no member at that time
   * @throws InvalidInput if the moment has no answer, or the check cannot be asked of the past
   */
  CheckResult answer(
      QuestionBody question, String at, Optional<Duration> maxStaleness, Caller caller) {
    if (caller.person().isPresent()) {
      throw new Problem(Code.FORBIDDEN, "at is for back ends with an API key");
    }
    if (maxStaleness.isPresent()) {
      throw new InvalidInput("maxStaleness", "must not be given with at");
    }
    Instant time = Query.time("at", at);
    Check read = question.read("", name -> UserId.isValid(name) ? BY_ID : EmailAddress.of(name));
    String id = question.user();
    if (id == null || !UserId.isValid(id)) {
      return orgtable.events().checkAt(read, time);
    }
    Roster then = orgtable.events().membersAt(read.organisation(), time);
    return then.addressOf(UserId.of(id))
        .map(user -> then.answer(read.about(user)))
        .orElseGet(() -> new CheckResult(false, false, Set.of()));
  }
}
