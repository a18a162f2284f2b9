package dev.orgtable.server.authzen;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.server.authzen.EvaluationBody.Evaluation;
import dev.orgtable.server.authzen.EvaluationsBody.Semantic;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.check.Checks;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.RoleStore;
import io.swagger.v3.oas.annotations.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The Access Evaluation and Access Evaluations APIs of AuthZEN. What is missing is refused; what is
 * unknown is denied. The evaluations of a request are read together.
 */
@RestController
final class EvaluationController {

  private final Checks checks;
  private final UserNames users;
  private final RoleStore roles;

  EvaluationController(Checks checks, UserNames users, Orgtable orgtable) {
    this.checks = checks;
    this.users = users;
    this.roles = orgtable.roles();
  }

  @Operation(
      summary = "Decide whether a subject may perform an action on a resource (AuthZEN)",
      description = "`X-Request-ID` is returned as it was sent. Unknown fields are ignored.")
  @PostMapping("/access/v1/evaluation")
  DecisionBody evaluate(@RequestBody EvaluationBody body, Caller caller) {
    return decide(body, caller);
  }

  @Operation(
      summary = "Decide up to 100 evaluations by one read (AuthZEN)",
      description =
          "An evaluation that omits `subject`, `action` or `resource` has that of the request. One"
              + " that is incomplete is denied, with the error in its context. Without"
              + " `evaluations`, the request is a single evaluation.")
  @PostMapping("/access/v1/evaluations")
  DecisionsBody evaluateMany(@RequestBody EvaluationsBody body, Caller caller) {
    Semantic semantic = body.semantic();
    List<EvaluationBody> evaluations = body.all();
    if (evaluations.isEmpty()) {
      return DecisionsBody.of(decide(body.alone(), caller));
    }
    List<DecisionBody> decisions = new ArrayList<>();
    for (DecisionBody each : decide(asked(evaluations), caller)) {
      decisions.add(each);
      if (semantic.stopsAt(each.decision())) {
        break;
      }
    }
    return DecisionsBody.of(decisions);
  }

  private DecisionBody decide(EvaluationBody body, Caller caller) {
    Evaluation evaluation = body.read();
    Function<String, EmailAddress> names =
        users.readerForChecks(List.of(evaluation.subject().id()));
    Asked asked = Asked.of(evaluation, names, roles);
    if (asked.check().isEmpty()) {
      return asked.denied();
    }
    CheckResult answer =
        checks.answer(List.of(asked.check().get()), caller, Optional.empty()).get(0);
    if (answer.refusal() instanceof UnreadableRecord unreadable) {
      throw unreadable;
    }
    return decision(answer);
  }

  /** Reads evaluations, of which some may be incomplete. */
  private List<Asked> asked(List<EvaluationBody> evaluations) {
    Function<String, EmailAddress> names =
        users.readerForChecks(
            evaluations.stream()
                .map(EvaluationBody::subject)
                .filter(Objects::nonNull)
                .<@Nullable String>map(EntityBody::id)
                .toList());
    return evaluations.stream().map(each -> Asked.of(each, names, roles)).toList();
  }

  private List<DecisionBody> decide(List<Asked> asked, Caller caller) {
    List<Check> known = asked.stream().flatMap(each -> each.check().stream()).toList();
    Iterator<CheckResult> answers = checks.answer(known, caller, Optional.empty()).iterator();
    return asked.stream()
        .map(each -> each.check().isPresent() ? decision(answers.next()) : each.denied())
        .toList();
  }

  /** Returns a decision; the permission may have become unknown since the action was read. */
  private static DecisionBody decision(CheckResult answer) {
    if (answer.refusal() instanceof InvalidInput unknown) {
      return DecisionBody.unknown(new InvalidInput("action.name", unknown.rule()));
    }
    return answer.refusal() instanceof OrgtableException failure
        ? DecisionBody.failed(failure)
        : DecisionBody.of(answer.allowed());
  }

  /**
   * An evaluation in terms of checks.
   *
   * @param check empty if the evaluation is denied without a check
   * @param denied the denial, if there is no check
   */
  private record Asked(Optional<Check> check, DecisionBody denied) {

    private static final DecisionBody DENIED = DecisionBody.of(false);

    /** Returns an evaluation of several, which may be incomplete. */
    static Asked of(EvaluationBody body, Function<String, EmailAddress> users, RoleStore roles) {
      Evaluation complete;
      try {
        complete = body.read();
      } catch (InvalidInput missing) {
        return new Asked(Optional.empty(), DecisionBody.incomplete(missing));
      }
      try {
        return of(complete, users, roles);
      } catch (InProgress | UnreadableRecord failure) {
        return new Asked(Optional.empty(), DecisionBody.failed(failure));
      }
    }

    static Asked of(Evaluation evaluation, Function<String, EmailAddress> users, RoleStore roles) {
      try {
        return new Asked(Optional.of(Terms.check(evaluation, users, roles)), DENIED);
      } catch (InvalidInput unknown) {
        return new Asked(Optional.empty(), DecisionBody.unknown(unknown));
      }
    }
  }
}
