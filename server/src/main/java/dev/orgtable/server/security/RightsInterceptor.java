package dev.orgtable.server.security;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.UserId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.CallerArgument;
import dev.orgtable.server.caller.CallerAuthentication;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.caller.Rights.Persons;
import dev.orgtable.server.caller.Rights.Right;
import dev.orgtable.server.caller.UserNames;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Enforces {@link Rights}. A person's membership is read from the table for each request. What a
 * person may not see is reported as not found.
 */
@Component
public final class RightsInterceptor implements HandlerInterceptor {

  private static final String USER = "email";

  /** The log of a user, which outlives the user: of an id, there need not be an address. */
  private static final String USER_EVENTS = "/v1/users/{email}/events";

  private static final String OURS = "dev.orgtable";

  /** The id of the user, in responses to a person whose account shows another address. */
  private static final String USER_HEADER = "Orgtable-User";

  private final Orgtable orgtable;
  private final UserNames users;

  RightsInterceptor(Orgtable orgtable, UserNames users) {
    this.orgtable = orgtable;
    this.users = users;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && isOperation(method.getBeanType())) {
      String pattern = pattern(request);
      Right right =
          Rights.of(request.getMethod(), pattern)
              .orElseThrow(() -> new IllegalStateException("no access rule for " + pattern));
      tellUser(response);
      check(right, request);
    }
    return true;
  }

  /** Tells a person whose account shows another address who they are. */
  private static void tellUser(HttpServletResponse response) {
    if (CallerArgument.current().orElse(null) instanceof Caller.Person person
        && person.shown() != null
        && person.userId() != null) {
      response.setHeader(USER_HEADER, person.userId().value());
    }
  }

  private static String pattern(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
  }

  /**
   * Applies to every controller of ours, whatever its path, so that an operation without a rule is
   * refused.
   */
  private static boolean isOperation(Class<?> controller) {
    return controller.getPackageName().startsWith(OURS)
        && !ErrorController.class.isAssignableFrom(controller);
  }

  private void check(Right right, HttpServletRequest request) {
    if (right.persons() == Persons.HOLDER || right.persons() == Persons.ANYBODY) {
      return;
    }
    CallerAuthentication authentication = CallerArgument.authentication();
    if (authentication.getPrincipal() instanceof Caller.Person person) {
      check(right, person, request);
    } else if (!authentication.has(right.scope())) {
      throw new Problem(
          Code.FORBIDDEN,
          "the API key lacks the scope " + right.scope().name().toLowerCase(Locale.ROOT));
    }
    if (!pattern(request).equals(USER_EVENTS)) {
      nameByAddress(request, name -> named(name, authentication.getPrincipal(), request));
    }
  }

  /** Reads the id of a user in the path; where it names a member, the user must not be moving. */
  private EmailAddress named(String name, Caller caller, HttpServletRequest request) {
    String pattern = pattern(request);
    boolean alone =
        !path(request).containsKey("organisation")
            && (pattern.endsWith("{email}") || pattern.endsWith("{email}/email"));
    return alone ? users.readUser(name, caller) : users.reader(List.of(name), caller).apply(name);
  }

  private void check(Right right, Caller.Person caller, HttpServletRequest request) {
    EmailAddress person = caller.user();
    Map<String, String> path = path(request);
    switch (right.persons()) {
      case NONE -> throw new Problem(Code.FORBIDDEN, "this is for back ends with an API key");
      case ANY, ANYBODY, HOLDER -> {}
      case SELF -> {
        nameByAddress(request, name -> named(name, caller, request));
        mustBe(caller, user(path(request)));
      }
      case MEMBER -> {
        membership(person, organisation(path));
        nameByAddress(request, name -> users.readMember(name, caller, organisation(path)));
      }
      case OWNER -> {
        mustOwn(membership(person, organisation(path)));
        nameByAddress(request, name -> users.readMember(name, caller, organisation(path)));
      }
      case OWNER_OR_SELF -> {
        CheckResult membership = membership(person, organisation(path));
        nameByAddress(request, name -> users.readMember(name, caller, organisation(path)));
        if (!person.equals(user(path(request)))) {
          mustOwn(membership);
        }
      }
    }
  }

  private static void mustBe(Caller.Person caller, EmailAddress user) {
    if (user.equals(caller.shown())) {
      throw new Problem(
          Code.USER_NOT_FOUND,
          "your account belongs to the user "
              + caller.userId()
              + ", who has another address; use this id, or adopt the address with POST"
              + " /v1/users/"
              + caller.userId()
              + "/email");
    }
    caller.mustBe(user);
  }

  /** Replaces the id of a user in the path by the address, which controllers read. */
  private static void nameByAddress(
      HttpServletRequest request, Function<String, EmailAddress> read) {
    Map<String, String> path = path(request);
    String name = path.get(USER);
    if (name != null && UserId.isValid(name)) {
      EmailAddress address = read.apply(name);
      Map<String, String> named = new HashMap<>(path);
      named.put(USER, address.value());
      request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, named);
      UserNames.mark(request, UserId.of(name), address);
    }
  }

  private CheckResult membership(EmailAddress person, OrganisationId organisation) {
    CheckResult answer =
        orgtable.memberships().check(Check.inGroup(person, organisation, Group.OWNER));
    if (!answer.member()) {
      throw new OrganisationNotFound(organisation);
    }
    return answer;
  }

  private static void mustOwn(CheckResult membership) {
    if (!membership.allowed()) {
      throw new Problem(Code.FORBIDDEN, "this is for owners of the organisation");
    }
  }

  private static EmailAddress user(Map<String, String> path) {
    return Input.user(path.get(USER));
  }

  private static OrganisationId organisation(Map<String, String> path) {
    return Input.organisation(path.get("organisation"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> path(HttpServletRequest request) {
    return (Map<String, String>)
        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
  }
}
