package dev.orgtable.server.check;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Runs checks for a caller. */
@Component
public final class Checks {

  private final Orgtable orgtable;

  Checks(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /**
   * Returns the results of up to 100 checks, in their order. A person sees those of their own
   * organisations; the others are as if the user was not a member.
   *
   * @param maxStaleness how old the results may be; empty to read the table
   */
  public List<CheckResult> answer(
      List<Check> questions, Caller caller, Optional<Duration> maxStaleness) {
    Asking asking = asking(maxStaleness);
    return caller
        .person()
        .map(person -> answer(questions, person, asking))
        .orElseGet(() -> run(questions, asking));
  }

  /** Returns the way to run checks: from the table, or with a bound of staleness. */
  private Asking asking(Optional<Duration> maxStaleness) {
    MembershipStore memberships = orgtable.memberships();
    return maxStaleness
        .<Asking>map(bound -> questions -> memberships.check(questions, bound))
        .orElse(questions -> memberships.check(questions, Consistency.STRONG));
  }

  /** Runs checks, at least one. */
  private interface Asking {
    List<CheckResult> run(List<Check> questions);
  }

  private static List<CheckResult> run(List<Check> questions, Asking asking) {
    return questions.isEmpty() ? List.of() : asking.run(questions);
  }

  /**
   * Answers a person, who sees checks of their own organisations only. Other checks are not run,
   * since the cost of the request would reveal the result. The person's own memberships are always
   * read from the table; with them, all checks of the person are answered.
   */
  private List<CheckResult> answer(List<Check> questions, EmailAddress person, Asking asking) {
    List<Check> ofPerson = questions.stream().map(each -> each.about(person)).toList();
    List<CheckResult> own =
        run(ofPerson, all -> orgtable.memberships().check(all, Consistency.STRONG));
    Set<OrganisationId> organisations = new HashSet<>();
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).member()) {
        organisations.add(questions.get(i).organisation());
      }
    }
    Predicate<Check> isOfOther =
        each -> !each.user().equals(person) && organisations.contains(each.organisation());
    Iterator<CheckResult> others =
        run(questions.stream().filter(isOfOther).toList(), asking).iterator();
    List<CheckResult> results = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      results.add(isOfOther.test(questions.get(i)) ? others.next() : own.get(i));
    }
    return results;
  }
}
