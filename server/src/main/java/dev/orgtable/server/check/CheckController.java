package dev.orgtable.server.check;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.Permission;
import dev.orgtable.ServiceId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.member.GroupsBody;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.web.Durations;
import dev.orgtable.server.web.Query;
import dev.orgtable.store.MembershipStore;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Membership checks: whether a user is a member, and in a group. */
@RestController
final class CheckController {

  private static final int MOST_QUESTIONS = 100;

  private static final CheckResult NO = new CheckResult(false, false, Set.of());

  private final Checks checks;
  private final UserNames users;
  private final PastChecks past;

  CheckController(Checks checks, UserNames users, PastChecks past) {
    this.checks = checks;
    this.users = users;
    this.past = past;
  }

  @Operation(
      summary = "Check whether a user is a member, and in a group or with a permission",
      description =
          "A `permission` needs roles, and must be one that they name. It comes from groups of the"
              + " organisation or, with `service`, from groups of this service or of the"
              + " organisation. A `group` is the name alone: an owner is in no other group. Roles"
              + " changed by another process are used within 5 seconds. With `at`, for back ends only:"
              + " the answer at a past moment; see getPast.")
  @GetMapping("/v1/check")
  AnswerBody check(
      @RequestParam(required = false) @Nullable String user,
      @RequestParam(required = false) @Nullable String organisation,
      @RequestParam(required = false) @Nullable String service,
      @RequestParam(required = false) @Nullable String group,
      @RequestParam(required = false) @Nullable String permission,
      @RequestParam(required = false) @Nullable String maxStaleness,
      @RequestParam(required = false) @Nullable String at,
      Caller caller,
      HttpServletRequest request) {
    String address = user == null ? null : Query.address(request, "user", user);
    QuestionBody question = new QuestionBody(address, organisation, service, group, permission);
    Optional<Duration> bound = bound(maxStaleness);
    if (at != null) {
      return AnswerBody.of(past.answer(question, at, bound, caller));
    }
    Check read = question.read("", users.readerForChecks(Collections.singletonList(address)));
    CheckResult answer = checks.answer(List.of(read), caller, bound).get(0);
    if (answer.refusal() != null) {
      throw answer.refusal();
    }
    return AnswerBody.of(answer);
  }

  @Operation(
      summary = "Run many checks; each succeeds or fails by itself",
      description =
          "1 to 100 checks, read together. A check that cannot be run has a `problem`, and"
              + " `allowed` is false.")
  @PostMapping("/v1/check")
  AnswersBody checkMany(@RequestBody QuestionsBody body, Caller caller) {
    List<QuestionBody> questions = body.questions() == null ? List.of() : body.questions();
    if (questions.isEmpty() || questions.size() > MOST_QUESTIONS) {
      throw Problem.ofField("questions", "questions must be 1 to " + MOST_QUESTIONS);
    }
    Optional<Duration> bound = bound(body.maxStaleness());
    List<Read> read = new ArrayList<>();
    Function<String, EmailAddress> names =
        users.readerForChecks(questions.stream().map(QuestionBody::user).toList());
    questions.forEach(each -> read.add(Read.of(each, place(read.size()), names)));
    List<Check> good = read.stream().flatMap(each -> each.question().stream()).toList();
    Iterator<CheckResult> answers = checks.answer(good, caller, bound).iterator();
    List<CheckedBody> data = new ArrayList<>();
    for (Read each : read) {
      CheckResult answer = each.question().isPresent() ? answers.next() : NO;
      data.add(CheckedBody.of(answer, each.refused(answer, place(data.size()))));
    }
    return new AnswersBody(data);
  }

  private static String place(int question) {
    return "questions." + question + ".";
  }

  private static Optional<Duration> bound(@Nullable String maxStaleness) {
    return Optional.ofNullable(maxStaleness)
        .map(text -> Durations.parse("maxStaleness", text))
        .map(MembershipStore::checkMaxStaleness);
  }

  /**
   * A check to run.
   *
   * @param user the address or id of the user
   * @param organisation the id of the organisation
   * @param service the id of the service that the group belongs to; omit for a group of the
   *     organisation
   * @param group the group to look for; omit to check the membership alone
   * @param permission the permission to look for, instead of a group
   */
  record QuestionBody(
      @Nullable String user,
      @Nullable String organisation,
      @Nullable String service,
      @Nullable String group,
      @Nullable String permission) {

    /**
     * Parses the check.
     *
     * @param place the path of the check in the request, used as a prefix of field names
     * @param users reads the name of a user
     * @throws InvalidInput if a field is missing or invalid
     */
    Check read(String place, Function<String, EmailAddress> users) {
      EmailAddress who = Input.required(place + "user", user, users);
      OrganisationId where =
          Input.required(place + "organisation", organisation, OrganisationId::of);
      Optional<ServiceId> of = Input.optional(place + "service", service, ServiceId::of);
      if (of.isPresent() && group == null && permission == null) {
        throw new InvalidInput(place + "group", "is required with service");
      }
      if (group != null && permission != null) {
        throw new InvalidInput(place + "permission", "must not be combined with group");
      }
      return new Check(
          who,
          where,
          Input.optional(
              place + "group",
              group,
              name -> of.map(id -> Group.of(id, name)).orElseGet(() -> Group.of(name))),
          Input.optional(
              place + "permission", permission, name -> new Check.Needed(Permission.of(name), of)));
    }
  }

  /**
   * One parsed check of a batch.
   *
   * @param question empty if the check is invalid
   * @param problem why it is invalid; null if it is valid
   */
  private record Read(Optional<Check> question, @Nullable ProblemDetail problem) {

    static Read of(QuestionBody body, String place, Function<String, EmailAddress> users) {
      try {
        return new Read(Optional.of(body.read(place, users)), null);
      } catch (InProgress e) {
        return new Read(Optional.empty(), Problem.of(e));
      } catch (InvalidInput e) {
        return new Read(Optional.empty(), Problem.of(e).detail());
      }
    }

    /** Returns the problem of the check, or that which its result reports. */
    @Nullable ProblemDetail refused(CheckResult answer, String place) {
      if (answer.refusal() instanceof InvalidInput unknown) {
        return Problem.of(unknown.as(place + unknown.field())).detail();
      }
      return answer.refusal() instanceof OrgtableException failure ? Problem.of(failure) : problem;
    }
  }

  /**
   * A batch of checks.
   *
   * @param questions 1 to 100
   * @param maxStaleness how old the results may be; omit to read the table
   */
  record QuestionsBody(@Nullable List<QuestionBody> questions, @Nullable String maxStaleness) {}

  /**
   * The result of a check.
   *
   * @param member whether the user is a member
   * @param allowed whether the user is a member and has the requested group or permission, if any
   * @param groups the groups of the organisation that the user is in
   * @param services the groups of its services, by the service's id
   */
  record AnswerBody(
      boolean member, boolean allowed, List<String> groups, Map<String, List<String>> services) {

    static AnswerBody of(CheckResult answer) {
      GroupsBody groups = GroupsBody.of(answer.groups());
      return new AnswerBody(answer.member(), answer.allowed(), groups.groups(), groups.services());
    }
  }

  /**
   * The result of one check of a batch. {@code allowed} is false if the check could not be run.
   *
   * @param member whether the user is a member
   * @param allowed whether the user is a member and has the requested group or permission, if any
   * @param groups the groups of the organisation that the user is in
   * @param services the groups of its services, by the service's id
   * @param problem why the check could not be run; null if it was run
   */
  record CheckedBody(
      boolean member,
      boolean allowed,
      List<String> groups,
      Map<String, List<String>> services,
      @Nullable ProblemDetail problem) {

    static CheckedBody of(CheckResult answer, @Nullable ProblemDetail problem) {
      AnswerBody body = AnswerBody.of(answer);
      return new CheckedBody(
          body.member(), body.allowed(), body.groups(), body.services(), problem);
    }
  }

  /**
   * The results of a batch.
   *
   * @param data the results, in the order of the checks
   */
  record AnswersBody(List<CheckedBody> data) {}
}
