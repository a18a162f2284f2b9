package dev.orgtable.server.caller;

import static dev.orgtable.Scope.ADMIN;
import static dev.orgtable.Scope.READ;
import static dev.orgtable.Scope.WRITE;
import static dev.orgtable.server.caller.Rights.Persons.ANY;
import static dev.orgtable.server.caller.Rights.Persons.ANYBODY;
import static dev.orgtable.server.caller.Rights.Persons.HOLDER;
import static dev.orgtable.server.caller.Rights.Persons.MEMBER;
import static dev.orgtable.server.caller.Rights.Persons.NONE;
import static dev.orgtable.server.caller.Rights.Persons.OWNER;
import static dev.orgtable.server.caller.Rights.Persons.OWNER_OR_SELF;
import static dev.orgtable.server.caller.Rights.Persons.SELF;

import dev.orgtable.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The access rules, in one table. An operation without a row is refused to every caller. */
public final class Rights {

  private static final String OURS = "/v1/";
  private static final String AUTHZEN = "/access/v1/";
  private static final String USER = "/v1/users/{email}";
  private static final String ORGANISATION = "/v1/organisations/{organisation}";
  private static final String ONE_MEMBER = ORGANISATION + "/members/{email}";
  private static final String SERVICE = ORGANISATION + "/services/{service}";
  private static final String GROUPS = ORGANISATION + "/groups";
  private static final String INVITATIONS = ORGANISATION + "/invitations";
  private static final String WEBHOOKS = ORGANISATION + "/webhooks";
  private static final String TABLE_WEBHOOKS = "/v1/webhooks";

  private static final Map<String, Right> TABLE =
      Map.ofEntries(
          row("GET", "/v1/users", READ, NONE),
          row("POST", "/v1/users", WRITE, NONE),
          row("GET", USER, READ, SELF),
          row("PUT", USER, WRITE, SELF),
          row("PATCH", USER, WRITE, SELF),
          row("DELETE", USER, WRITE, NONE),
          row("GET", USER + "/details", READ, SELF),
          row("GET", USER + "/organisations", READ, SELF),
          row("GET", USER + "/invitations", READ, SELF),
          row("GET", USER + "/claims", READ, SELF),
          row("GET", USER + "/events", READ, SELF),
          row("GET", USER + "/facts", READ, NONE),
          row("PATCH", USER + "/facts", WRITE, NONE),
          row("GET", USER + "/organisation-limit", READ, NONE),
          row("PUT", USER + "/organisation-limit", WRITE, NONE),
          row("DELETE", USER + "/organisation-limit", WRITE, NONE),
          row("POST", USER + "/email", WRITE, SELF),
          row("GET", USER + "/accounts", READ, SELF),
          row("DELETE", USER + "/accounts/{account}", WRITE, NONE),
          row("POST", USER + "/invitations/{organisation}/accept", WRITE, SELF),
          row("POST", USER + "/invitations/{organisation}/reject", WRITE, SELF),
          row("GET", "/v1/organisations", READ, NONE),
          row("POST", "/v1/organisations", WRITE, ANY),
          row("GET", ORGANISATION, READ, MEMBER),
          row("PUT", ORGANISATION, WRITE, OWNER),
          row("PATCH", ORGANISATION, WRITE, OWNER),
          row("DELETE", ORGANISATION, WRITE, OWNER),
          row("GET", ORGANISATION + "/details", READ, MEMBER),
          row("GET", ORGANISATION + "/events", READ, OWNER),
          row("GET", ORGANISATION + "/past", READ, OWNER),
          row("GET", ORGANISATION + "/facts", READ, NONE),
          row("PATCH", ORGANISATION + "/facts", WRITE, NONE),
          row("POST", ORGANISATION + "/suspend", WRITE, NONE),
          row("POST", ORGANISATION + "/reactivate", WRITE, NONE),
          row("GET", ORGANISATION + "/seats", READ, OWNER),
          row("PUT", ORGANISATION + "/seats/limit", WRITE, NONE),
          row("DELETE", ORGANISATION + "/seats/limit", WRITE, NONE),
          row("POST", ORGANISATION + "/owners/transfer", WRITE, OWNER),
          row("GET", ORGANISATION + "/members", READ, MEMBER),
          row("POST", ORGANISATION + "/members/batch", WRITE, NONE),
          row("GET", ONE_MEMBER, READ, MEMBER),
          row("GET", ONE_MEMBER + "/facts", READ, NONE),
          row("PATCH", ONE_MEMBER + "/facts", WRITE, NONE),
          row("PUT", ONE_MEMBER + "/profile", WRITE, OWNER_OR_SELF),
          row("POST", ONE_MEMBER + "/suspend", WRITE, OWNER),
          row("POST", ONE_MEMBER + "/reactivate", WRITE, OWNER),
          row("DELETE", ONE_MEMBER, WRITE, OWNER_OR_SELF),
          row("PATCH", ONE_MEMBER + "/groups", WRITE, OWNER),
          row("PUT", ONE_MEMBER + "/groups/{group}", WRITE, OWNER),
          row("DELETE", ONE_MEMBER + "/groups/{group}", WRITE, OWNER),
          row("GET", ORGANISATION + "/services", READ, MEMBER),
          row("POST", ORGANISATION + "/services", WRITE, OWNER),
          row("GET", SERVICE, READ, MEMBER),
          row("PUT", SERVICE, WRITE, OWNER),
          row("DELETE", SERVICE, WRITE, OWNER),
          row("PUT", SERVICE + "/members/{email}/groups/{group}", WRITE, OWNER),
          row("DELETE", SERVICE + "/members/{email}/groups/{group}", WRITE, OWNER),
          row("GET", GROUPS, READ, MEMBER),
          row("POST", GROUPS, WRITE, OWNER),
          row("GET", GROUPS + "/{group}", READ, MEMBER),
          row("PUT", GROUPS + "/{group}", WRITE, OWNER),
          row("DELETE", GROUPS + "/{group}", WRITE, OWNER),
          row("POST", GROUPS + "/{group}/rename", WRITE, OWNER),
          row("GET", INVITATIONS, READ, OWNER),
          row("POST", INVITATIONS, WRITE, OWNER),
          row("POST", INVITATIONS + "/batch", WRITE, OWNER),
          row("GET", INVITATIONS + "/{email}", READ, OWNER),
          row("DELETE", INVITATIONS + "/{email}", WRITE, OWNER),
          row("POST", INVITATIONS + "/{email}/resend", WRITE, OWNER),
          row("GET", WEBHOOKS, READ, OWNER),
          row("POST", WEBHOOKS, WRITE, OWNER),
          row("GET", WEBHOOKS + "/{webhook}", READ, OWNER),
          row("PATCH", WEBHOOKS + "/{webhook}", WRITE, OWNER),
          row("DELETE", WEBHOOKS + "/{webhook}", WRITE, OWNER),
          row("POST", WEBHOOKS + "/{webhook}/rotate", WRITE, OWNER),
          row("POST", WEBHOOKS + "/{webhook}/test", WRITE, OWNER),
          row("GET", WEBHOOKS + "/{webhook}/deliveries", READ, OWNER),
          row("POST", WEBHOOKS + "/{webhook}/deliveries/replay", WRITE, OWNER),
          row("POST", WEBHOOKS + "/{webhook}/deliveries/{event}/replay", WRITE, OWNER),
          row("GET", TABLE_WEBHOOKS, ADMIN, NONE),
          row("POST", TABLE_WEBHOOKS, ADMIN, NONE),
          row("GET", TABLE_WEBHOOKS + "/{webhook}", ADMIN, NONE),
          row("PATCH", TABLE_WEBHOOKS + "/{webhook}", ADMIN, NONE),
          row("DELETE", TABLE_WEBHOOKS + "/{webhook}", ADMIN, NONE),
          row("POST", TABLE_WEBHOOKS + "/{webhook}/rotate", ADMIN, NONE),
          row("POST", TABLE_WEBHOOKS + "/{webhook}/test", ADMIN, NONE),
          row("GET", TABLE_WEBHOOKS + "/{webhook}/deliveries", ADMIN, NONE),
          row("POST", TABLE_WEBHOOKS + "/{webhook}/deliveries/replay", ADMIN, NONE),
          row("POST", TABLE_WEBHOOKS + "/{webhook}/deliveries/{event}/replay", ADMIN, NONE),
          row("POST", "/v1/invitations/details", READ, HOLDER),
          row("POST", "/v1/invitations/accept", WRITE, HOLDER),
          row("POST", "/v1/invitations/reject", WRITE, HOLDER),
          row("GET", "/v1/roles", READ, ANY),
          row("PUT", "/v1/roles", ADMIN, NONE),
          row("GET", "/v1/check", READ, ANY),
          row("POST", "/v1/check", READ, ANY),
          row("POST", AUTHZEN + "evaluation", READ, ANY),
          row("POST", AUTHZEN + "evaluations", READ, ANY),
          row("POST", AUTHZEN + "search/subject", READ, ANY),
          row("POST", AUTHZEN + "search/resource", READ, ANY),
          row("POST", AUTHZEN + "search/action", READ, ANY),
          row("GET", "/v1/events", ADMIN, NONE),
          row("GET", "/v1/jobs", READ, NONE),
          row("GET", "/v1/jobs/{job}", READ, ANY),
          row("GET", "/v1/keys", ADMIN, NONE),
          row("POST", "/v1/keys", ADMIN, NONE),
          row("DELETE", "/v1/keys/{key}", ADMIN, NONE));

  private static final String CONSOLE_ORGANISATION = "/console/organisations/{organisation}";
  private static final String CONSOLE_MEMBERS = CONSOLE_ORGANISATION + "/members";
  private static final String CONSOLE_INVITATIONS = CONSOLE_ORGANISATION + "/invitations";
  private static final String CONSOLE_SERVICES = CONSOLE_ORGANISATION + "/services";
  private static final String CONSOLE_GROUPS = CONSOLE_ORGANISATION + "/groups";
  private static final String CONSOLE_WEBHOOKS = CONSOLE_ORGANISATION + "/webhooks";
  private static final String CONSOLE_TABLE_WEBHOOKS = "/console/webhooks";
  private static final String CONSOLE_USER = "/console/users/{email}";
  private static final String ME = "/console/me";

  /** The pages of the console. Operators may use all of them. */
  private static final Map<String, Right> CONSOLE =
      Map.ofEntries(
          row("GET", "/console", READ, ANY),
          row("GET", "/console/jump", READ, ANY),
          row("GET", "/console/sign-in", READ, ANYBODY),
          row("POST", "/console/sign-in", READ, ANYBODY),
          row("POST", "/console/sign-in/link", READ, ANYBODY),
          row("GET", "/console/organisations", READ, NONE),
          row("POST", "/console/organisations", WRITE, ANY),
          row("GET", CONSOLE_ORGANISATION, READ, MEMBER),
          row("GET", CONSOLE_ORGANISATION + "/settings", READ, OWNER),
          row("POST", CONSOLE_ORGANISATION + "/name", WRITE, OWNER),
          row("GET", CONSOLE_ORGANISATION + "/delete", READ, OWNER),
          row("POST", CONSOLE_ORGANISATION + "/delete", WRITE, OWNER),
          row("GET", CONSOLE_ORGANISATION + "/suspend", READ, NONE),
          row("POST", CONSOLE_ORGANISATION + "/suspend", WRITE, NONE),
          row("POST", CONSOLE_ORGANISATION + "/reactivate", WRITE, NONE),
          row("POST", CONSOLE_ORGANISATION + "/limit", WRITE, NONE),
          row("GET", CONSOLE_MEMBERS, READ, MEMBER),
          row("POST", CONSOLE_MEMBERS, WRITE, OWNER),
          row("POST", CONSOLE_MEMBERS + "/{email}/groups", WRITE, OWNER),
          row("GET", CONSOLE_MEMBERS + "/{email}/details", READ, NONE),
          row("GET", CONSOLE_MEMBERS + "/{email}/suspend", READ, OWNER),
          row("POST", CONSOLE_MEMBERS + "/{email}/suspend", WRITE, OWNER),
          row("POST", CONSOLE_MEMBERS + "/{email}/reactivate", WRITE, OWNER),
          row("GET", CONSOLE_MEMBERS + "/{email}/remove", READ, OWNER),
          row("POST", CONSOLE_MEMBERS + "/{email}/remove", WRITE, OWNER),
          row("POST", CONSOLE_ORGANISATION + "/owner", WRITE, OWNER),
          row("GET", CONSOLE_INVITATIONS, READ, OWNER),
          row("POST", CONSOLE_INVITATIONS, WRITE, OWNER),
          row("GET", CONSOLE_INVITATIONS + "/{email}/resend", READ, OWNER),
          row("POST", CONSOLE_INVITATIONS + "/{email}/resend", WRITE, OWNER),
          row("GET", CONSOLE_INVITATIONS + "/{email}/link", READ, OWNER),
          row("POST", CONSOLE_INVITATIONS + "/{email}/link", WRITE, OWNER),
          row("GET", CONSOLE_INVITATIONS + "/{email}/revoke", READ, OWNER),
          row("POST", CONSOLE_INVITATIONS + "/{email}/revoke", WRITE, OWNER),
          row("GET", CONSOLE_SERVICES, READ, MEMBER),
          row("POST", CONSOLE_SERVICES, WRITE, OWNER),
          row("GET", CONSOLE_SERVICES + "/{service}", READ, OWNER),
          row("POST", CONSOLE_SERVICES + "/{service}/name", WRITE, OWNER),
          row("GET", CONSOLE_SERVICES + "/{service}/delete", READ, OWNER),
          row("POST", CONSOLE_SERVICES + "/{service}/delete", WRITE, OWNER),
          row("GET", CONSOLE_ORGANISATION + "/history", READ, OWNER),
          row("GET", CONSOLE_GROUPS, READ, MEMBER),
          row("POST", CONSOLE_GROUPS, WRITE, OWNER),
          row("GET", CONSOLE_GROUPS + "/{group}", READ, OWNER),
          row("POST", CONSOLE_GROUPS + "/{group}/details", WRITE, OWNER),
          row("POST", CONSOLE_GROUPS + "/{group}/name", WRITE, OWNER),
          row("GET", CONSOLE_GROUPS + "/{group}/delete", READ, OWNER),
          row("POST", CONSOLE_GROUPS + "/{group}/delete", WRITE, OWNER),
          row("GET", CONSOLE_WEBHOOKS, READ, OWNER),
          row("POST", CONSOLE_WEBHOOKS, WRITE, OWNER),
          row("GET", CONSOLE_WEBHOOKS + "/{webhook}", READ, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/details", WRITE, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/test", WRITE, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/deliveries/replay", WRITE, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/disable", WRITE, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/enable", WRITE, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/deliveries/{event}/replay", WRITE, OWNER),
          row("GET", CONSOLE_WEBHOOKS + "/{webhook}/rotate", READ, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/rotate", WRITE, OWNER),
          row("GET", CONSOLE_WEBHOOKS + "/{webhook}/delete", READ, OWNER),
          row("POST", CONSOLE_WEBHOOKS + "/{webhook}/delete", WRITE, OWNER),
          row("GET", CONSOLE_TABLE_WEBHOOKS, READ, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS, WRITE, NONE),
          row("GET", CONSOLE_TABLE_WEBHOOKS + "/{webhook}", READ, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/details", WRITE, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/test", WRITE, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/deliveries/replay", WRITE, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/disable", WRITE, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/enable", WRITE, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/deliveries/{event}/replay", WRITE, NONE),
          row("GET", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/rotate", READ, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/rotate", WRITE, NONE),
          row("GET", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/delete", READ, NONE),
          row("POST", CONSOLE_TABLE_WEBHOOKS + "/{webhook}/delete", WRITE, NONE),
          row("GET", "/console/users", READ, NONE),
          row("POST", "/console/users", WRITE, NONE),
          row("GET", CONSOLE_USER, READ, SELF),
          row("POST", CONSOLE_USER + "/profile", WRITE, SELF),
          row("POST", CONSOLE_USER + "/limit", WRITE, NONE),
          row("POST", CONSOLE_USER + "/email", WRITE, NONE),
          row("POST", CONSOLE_USER + "/accounts/{account}/unbind", WRITE, NONE),
          row("GET", CONSOLE_USER + "/delete", READ, NONE),
          row("POST", CONSOLE_USER + "/delete", WRITE, NONE),
          row("GET", "/console/jobs", READ, NONE),
          row("GET", "/console/jobs/{job}", READ, ANY),
          row("GET", ME, READ, ANY),
          row("POST", ME + "/profile", WRITE, ANY),
          row("POST", ME + "/email", WRITE, ANY),
          row("POST", ME + "/invitations/{organisation}/accept", WRITE, ANY),
          row("GET", ME + "/invitations/{organisation}/reject", READ, ANY),
          row("POST", ME + "/invitations/{organisation}/reject", WRITE, ANY),
          row("GET", ME + "/organisations/{organisation}/leave", READ, ANY),
          row("POST", ME + "/organisations/{organisation}/leave", WRITE, ANY),
          row("GET", "/invitation/brand/logo", READ, ANYBODY),
          row("GET", "/invitation/brand/style.css", READ, ANYBODY),
          row("GET", "/invitation", READ, HOLDER),
          row("POST", "/invitation/accept", WRITE, HOLDER),
          row("GET", "/invitation/reject", READ, HOLDER),
          row("POST", "/invitation/reject", WRITE, HOLDER));

  /** Public paths that are not operations: descriptions, health checks, errors. */
  private static final List<String> OPEN =
      List.of(
          "/v1/openapi",
          "/v1/openapi.json",
          "/v1/openapi.json/**",
          "/",
          "/docs/**",
          "/.well-known/authzen-configuration",
          "/webjars/**",
          "/health/live",
          "/health/ready",
          "/health",
          "/error");

  /** Public pages: sign-in, assets, and the page of an invitation token. */
  private static final List<String> OPEN_PAGES =
      List.of(
          "/console/sign-in",
          "/console/sign-in/**",
          "/console/assets/**",
          "/invitation",
          "/invitation/**");

  private static final List<String> PAGES =
      List.of("/console", "/console/**", "/invitation", "/invitation/**");

  private Rights() {}

  /** Returns the patterns of public paths that are not operations. */
  public static List<String> open() {
    return OPEN;
  }

  /** Returns whether a path is one of the API, where credentials are verified. */
  public static boolean isApi(String path) {
    return path.startsWith(OURS) || isAuthZen(path);
  }

  /** Returns whether a path is one of the AuthZEN Authorization API. */
  public static boolean isAuthZen(String path) {
    return path.startsWith(AUTHZEN);
  }

  /** Returns the operations of the API that are authorised by a token in the body. */
  public static List<Operation> ofHolders() {
    return TABLE.entrySet().stream()
        .filter(row -> row.getValue().persons() == HOLDER)
        .map(row -> Operation.of(row.getKey()))
        .toList();
  }

  /** Returns the patterns of the pages of the console and of the invitation page. */
  public static List<String> pages() {
    return PAGES;
  }

  /** Returns the patterns of the public pages. */
  public static List<String> openPages() {
    return OPEN_PAGES;
  }

  /**
   * Returns the access rule of an operation.
   *
   * @param method the HTTP method
   * @param pattern the path pattern as declared by the controller
   */
  public static Optional<Right> of(String method, String pattern) {
    String operation = (method.equals("HEAD") ? "GET" : method) + " " + pattern;
    return Optional.ofNullable(TABLE.getOrDefault(operation, CONSOLE.get(operation)));
  }

  /** Returns the rules for pages of the console, keyed by method and path. */
  public static Map<String, Right> console() {
    return CONSOLE;
  }

  /** Returns the rules for operations of the API, keyed by method and path. */
  public static Map<String, Right> table() {
    return TABLE;
  }

  private static Map.Entry<String, Right> row(
      String method, String path, Scope scope, Persons persons) {
    return Map.entry(method + " " + path, new Right(scope, persons));
  }

  /**
   * An operation.
   *
   * @param method the HTTP method
   * @param pattern the path pattern as declared by the controller
   */
  public record Operation(String method, String pattern) {
    private static Operation of(String key) {
      int space = key.indexOf(' ');
      return new Operation(key.substring(0, space), key.substring(space + 1));
    }
  }

  /**
   * The access rule of one operation.
   *
   * @param scope the scope that an API key needs
   * @param persons the persons that are allowed
   */
  public record Right(Scope scope, Persons persons) {}

  /** The persons that may call an operation. */
  public enum Persons {
    /**
     * Any holder of the token in the body, which the store verifies. No credential is needed, and
     * API keys need no scope.
     */
    HOLDER,
    /** Anybody, signed in or not. */
    ANYBODY,
    /** No person: the operation is for back ends only. */
    NONE,
    /**
     * Any person, for their own address; the controller checks the address in the body or query.
     */
    ANY,
    /** The person whose address is in the path. */
    SELF,
    /** The members of the organisation in the path. */
    MEMBER,
    /** The owners of the organisation in the path. */
    OWNER,
    /** The owners of the organisation in the path, and the member whose address is in the path. */
    OWNER_OR_SELF
  }
}
