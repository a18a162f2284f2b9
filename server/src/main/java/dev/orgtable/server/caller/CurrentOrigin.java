package dev.orgtable.server.caller;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Origin;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who makes the changes of the current request, and why, for their events. On threads without a
 * request it is the library.
 */
public final class CurrentOrigin implements Supplier<Origin> {

  /** The header that names the user for whom a back end with an API key makes a change. */
  public static final String ACTING_FOR = "Orgtable-Acting-For";

  private static final String REQUEST_ID = "X-Request-ID";
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** The id of an operator who signed in by the link that the server prints. */
  public static final String ONE_TIME_LINK = "one-time link";

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  @Override
  public Origin get() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
        ? of(current.getRequest())
        : Origin.LIBRARY;
  }

  private static Origin of(HttpServletRequest request) {
    Actor actor =
        CallerArgument.current().map(caller -> actor(caller, request)).orElse(Actor.LIBRARY);
    return new Origin(actor, new Cause(text(request, REQUEST_ID), text(request, IDEMPOTENCY_KEY)));
  }

  private static @Nullable String text(HttpServletRequest request, String header) {
    String text = request.getHeader(header);
    return text != null && VISIBLE.matcher(text).matches() ? text : null;
  }

  private static Actor actor(Caller caller, HttpServletRequest request) {
    if (caller instanceof Caller.Key key) {
      return new Actor(Actor.Kind.API_KEY, key.keyId(), actingFor(request));
    }
    if (caller instanceof Caller.Person person) {
      UserId id = person.userId();
      return new Actor(Actor.Kind.USER, id == null ? person.user().value() : id.value());
    }
    Caller.Operator operator = (Caller.Operator) caller;
    String id = operator.address().map(EmailAddress::value).orElse(ONE_TIME_LINK);
    return new Actor(Actor.Kind.OPERATOR, id);
  }

  /**
   * Checks the header that names the user for whom the request is made.
   *
   * @throws Problem if the caller is not a back end with an API key
   * @throws InvalidInput if what is named is neither an address nor the id of a user
   */
  public static void checkActingFor(HttpServletRequest request) {
    if (request.getHeader(ACTING_FOR) == null) {
      return;
    }
    if (CallerArgument.current().filter(Caller.Key.class::isInstance).isEmpty()) {
      throw Problem.ofField(ACTING_FOR, ACTING_FOR + " is for back ends with an API key");
    }
    var unused = actingFor(request);
  }

  private static @Nullable String actingFor(HttpServletRequest request) {
    return Input.optional(ACTING_FOR, request.getHeader(ACTING_FOR), CurrentOrigin::user)
        .orElse(null);
  }

  private static String user(String name) {
    return UserId.isValid(name) ? UserId.of(name).value() : EmailAddress.of(name).value();
  }
}
