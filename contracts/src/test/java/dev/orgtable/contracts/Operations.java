package dev.orgtable.contracts;

import dev.orgtable.ApiKeyId;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Permission;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Every operation of the store, on a sample table: Ann owns Acme, Bob is a member of it, Cat is
 * invited; Dan is only a user. Acme has the service Billing; Bob is in its group readers.
 */
public final class Operations {

  static final EmailAddress ANN = TableContract.ANN;
  static final EmailAddress BOB = TableContract.BOB;
  static final EmailAddress CAT = TableContract.CAT;
  private static final EmailAddress DAN = TableContract.DAN;
  static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  static final OrganisationId ACME = TableContract.ACME;
  private static final OrganisationId BETA = TableContract.BETA;
  static final ServiceId BILLING = TableContract.BILLING;
  static final Group STAFF = TableContract.STAFF;
  static final Group READERS = TableContract.READERS;
  static final User.Account BOBS = new User.Account("https://id.example.com", "bob");
  private static final Profile OTHER = new Profile("Other", "Name", "1");
  static final ExternalId CRM = ExternalId.of("crm-1");

  /** After whatever happens in a test. */
  private static final Instant LATER = Instant.parse("9000-01-01T00:00:00Z");

  private static final Instant CREATED = TableContract.CREATED;

  /** The validity of a prepared invitation, which has expired when the operation runs. */
  public static final Duration BRIEFLY = Duration.ofHours(1);

  static final int SECRET = 43;
  static final Permission READ = Permission.of("invoices:read");
  static final Roles ROLES =
      Roles.of(List.of(new Role(STAFF.name(), "Staff", "", List.of(READ), List.of())), List.of());

  static final PageRequest PAGE = PageRequest.first(10);

  /** The operations that also run with a receipt: one for each way of writing. */
  private static final Set<String> ONCE =
      Set.of(
          "create user",
          "create organisation of a new id",
          "invite again",
          "accept",
          "add a member whose invitation has expired",
          "add to organisation group",
          "leave as owner",
          "transfer",
          "transfer to an owner");

  private Operations() {}

  /** Fills the sample table. */
  public static void sample(Orgtable to) {
    for (EmailAddress user : List.of(ANN, BOB, CAT, DAN)) {
      to.users().create(User.of(user, TableContract.profile(user), CREATED));
    }
    to.organisations().create(ACME, "Acme Ltd", ANN);
    to.services().create(new Service(ACME, BILLING, "Billing", 0));
    to.memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
    to.invitations().invite(CAT, ACME, Set.of(STAFF, READERS, Group.OWNER));
  }

  /** Returns every operation that writes; some of them also with a receipt. */
  public static Stream<Operation> writes() {
    return Stream.concat(
        all(), all().filter(write -> ONCE.contains(write.name())).map(Operation::once));
  }

  /** Returns every operation that writes, with a receipt. */
  public static Stream<Operation> writesOnce() {
    return all().map(Operation::once);
  }

  private static Stream<Operation> all() {
    return Stream.of(
            users(),
            accounts(),
            organisations(),
            services(),
            GroupOperations.writes(),
            invitations(),
            tokens(),
            memberships(),
            ownership(),
            facts(),
            apiKeys(),
            WebhookOperations.writes(),
            roles(),
            EventOperations.writes())
        .flatMap(List::stream);
  }

  private static List<Operation> users() {
    return List.of(
        Operation.answering("create user", to -> to.users().create(User.of(EVE, OTHER, CREATED))),
        Operation.answering("put new user", to -> to.users().put(User.of(EVE, OTHER, CREATED))),
        Operation.answering(
            "put user of no organisation", to -> to.users().put(User.of(DAN, OTHER, CREATED))),
        Operation.answering("put member", to -> to.users().put(User.of(BOB, OTHER, CREATED))),
        reading(
            "update user of no organisation",
            to -> to.users().get(DAN),
            (to, dan) -> to.users().update(dan.withProfile(OTHER))),
        reading(
            "update member",
            to -> to.users().get(BOB),
            (to, bob) -> to.users().update(bob.withProfile(OTHER))),
        Operation.of("delete member", to -> to.users().delete(BOB)),
        Operation.of("delete invitee", to -> to.users().delete(CAT)),
        Operation.of("delete one of two owners", to -> to.users().delete(ANN))
            .after(to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER))),
        Operation.answering("change address of owner", to -> to.users().changeAddress(ANN, EVE)),
        Operation.answering("change address of member", to -> to.users().changeAddress(BOB, EVE)),
        Operation.answering("change address of invitee", to -> to.users().changeAddress(CAT, EVE)));
  }

  private static List<Operation> accounts() {
    return List.of(
        Operation.answering("sign in for the first time", Operations::signIn),
        reading(
            "bind the account of somebody who became a user",
            to -> to.users().get(BOB),
            (to, bob) -> {
              to.accounts().bindCreated(bob, BOBS);
              return bob;
            }),
        Operation.of("unbind an account", to -> to.accounts().unbind(BOB, BOBS))
            .after(Operations::signIn),
        Operation.answering(
                "change address of member with an account",
                to -> to.users().changeAddress(BOB, EVE))
            .after(Operations::signIn),
        Operation.of("delete member with an account", to -> to.users().delete(BOB))
            .after(Operations::signIn));
  }

  static Object signIn(Orgtable to) {
    return to.accounts().signIn(BOBS, BOB, LATER).orElseThrow();
  }

  /** Returns an operation on an object that the preparation read. */
  private static <T> Operation reading(
      String name, Function<Orgtable, T> read, BiFunction<Orgtable, T, Object> act) {
    List<T> seen = new ArrayList<>();
    return Operation.answering(name, to -> act.apply(to, last(seen)))
        .after(to -> seen.add(read.apply(to)));
  }

  private static List<Operation> organisations() {
    return List.of(
        Operation.making(
            "create organisation of a new id", to -> to.organisations().create("Beta", DAN)),
        Operation.answering(
            "create organisation", to -> to.organisations().create(BETA, "Beta", DAN)),
        Operation.answering(
            "rename organisation", to -> to.organisations().rename(ACME, "Acme Inc")),
        reading(
            "rename organisation as it was read",
            to -> to.organisations().get(ACME),
            (to, acme) -> to.organisations().rename(acme, "Acme Inc")),
        Operation.answering("suspend organisation", to -> to.organisations().suspend(ACME)),
        Operation.answering("reactivate organisation", to -> to.organisations().reactivate(ACME))
            .after(to -> to.organisations().suspend(ACME)),
        Operation.of("limit organisations", to -> to.facts().limitOrganisations(BOB, 9)),
        Operation.of("remove organisation limit", to -> to.facts().removeOrganisationLimit(BOB))
            .after(to -> to.facts().limitOrganisations(BOB, 9)),
        Operation.of("limit seats", to -> to.organisations().limitSeats(ACME, 9)),
        Operation.of("remove seat limit", to -> to.organisations().removeSeatLimit(ACME))
            .after(to -> to.organisations().limitSeats(ACME, 9)),
        Operation.of("delete organisation", to -> to.organisations().delete(ACME)));
  }

  private static List<Operation> services() {
    Service mail = new Service(ACME, ServiceId.of("mail"), "Mail", 0);
    return List.of(
        Operation.making("create service of a new id", to -> to.services().create(ACME, "Mail")),
        Operation.answering("create service", to -> to.services().create(mail)),
        Operation.answering("put new service", to -> to.services().put(mail)),
        Operation.answering(
            "put service", to -> to.services().put(new Service(ACME, BILLING, "Bills", 0))),
        reading(
            "update service",
            to -> to.services().get(ACME, BILLING),
            (to, billing) ->
                to.services().update(new Service(ACME, BILLING, "Bills", billing.revision()))),
        Operation.of("delete service", to -> to.services().delete(ACME, BILLING)));
  }

  private static List<Operation> invitations() {
    return List.of(
        Operation.answering(
            "invite",
            to ->
                to.invitations()
                    .invite(DAN, ACME, Set.of(STAFF, READERS), "Ann", InvitationStore.VALID_FOR)),
        Operation.answering("invite again", to -> to.invitations().invite(DAN, ACME, Set.of(STAFF)))
            .after(Operations::inviteDanBriefly),
        Operation.answering("accept", to -> to.invitations().accept(CAT, ACME)),
        Operation.answering(
            "accept the very invitation",
            to -> to.invitations().accept(to.invitations().get(CAT, ACME))),
        Operation.of("reject", to -> to.invitations().reject(CAT, ACME)),
        Operation.making(
            "resend", to -> to.invitations().resend(CAT, ACME, InvitationStore.VALID_FOR)),
        Operation.of("revoke", to -> to.invitations().revoke(CAT, ACME)));
  }

  private static List<Operation> tokens() {
    return List.of(
        Operation.making("issue a token", to -> token(to, CAT).startsWith("oti_")),
        holding("accept by token", CAT, (to, token) -> to.invitations().acceptByToken(token)),
        holding(
            "accept by token, becoming a user",
            EVE,
            (to, token) -> to.invitations().acceptByToken(token, OTHER)),
        holding(
            "reject by token",
            CAT,
            (to, token) -> {
              to.invitations().rejectByToken(token);
              return "rejected";
            }));
  }

  /** Returns an operation with the token of an invitation that the preparation created. */
  private static Operation holding(
      String name, EmailAddress invitee, BiFunction<Orgtable, String, Object> act) {
    List<String> issued = new ArrayList<>();
    return Operation.answering(name, to -> act.apply(to, last(issued)))
        .after(
            to -> {
              if (invitee.equals(EVE)) {
                to.invitations().invite(EVE, ACME, Set.of(READERS));
              }
              issued.add(token(to, invitee));
            });
  }

  private static String token(Orgtable to, EmailAddress invitee) {
    return to.invitations().issueToken(to.invitations().get(invitee, ACME));
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }

  private static void inviteDanBriefly(Orgtable to) {
    to.invitations().invite(DAN, ACME, Set.of(READERS), "Ann", BRIEFLY);
  }

  private static List<Operation> memberships() {
    return List.of(
        Operation.answering(
                "add a member whose invitation has expired",
                to -> to.memberships().addMember(DAN, ACME, Set.of(READERS)))
            .after(Operations::inviteDanBriefly)
            .inSeveralSteps(),
        Operation.answering(
            "add members", to -> to.memberships().addMembers(ACME, Map.of(DAN, Set.of(READERS)))),
        Operation.of(
            "add to organisation group",
            to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.of("new")))),
        Operation.of(
            "add to service group",
            to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.of(BILLING, "new")))),
        Operation.of(
            "remove from groups",
            to -> to.memberships().removeFromGroups(BOB, ACME, Set.of(STAFF, READERS))),
        Operation.of(
            "change groups",
            to ->
                to.memberships()
                    .changeGroups(
                        BOB,
                        ACME,
                        Set.of(Group.of("new"), Group.of(BILLING, "new")),
                        Set.of(STAFF))),
        Operation.of("update details", to -> to.memberships().updateDetails(BOB, ACME, OTHER)),
        Operation.of("remove member", to -> to.memberships().remove(BOB, ACME)),
        Operation.of("leave", to -> to.memberships().leave(BOB, ACME)));
  }

  private static List<Operation> ownership() {
    return List.of(
        Operation.of(
            "add owner", to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER))),
        Operation.of(
                "remove owner",
                to -> to.memberships().removeFromGroups(ANN, ACME, Set.of(Group.OWNER)))
            .after(to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER))),
        Operation.of("leave as owner", to -> to.memberships().leave(ANN, ACME))
            .after(to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER))),
        Operation.of("suspend", to -> to.memberships().suspend(BOB, ACME)),
        Operation.of("suspend an owner", to -> to.memberships().suspend(BOB, ACME))
            .after(to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER))),
        Operation.of("reactivate", to -> to.memberships().reactivate(BOB, ACME))
            .after(to -> to.memberships().suspend(BOB, ACME)),
        Operation.of("reactivate an owner", to -> to.memberships().reactivate(BOB, ACME))
            .after(
                to -> {
                  to.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));
                  to.memberships().suspend(BOB, ACME);
                }),
        Operation.of("transfer", to -> to.memberships().transferOwnership(ACME, ANN, BOB)),
        Operation.of(
                "transfer to an owner", to -> to.memberships().transferOwnership(ACME, ANN, BOB))
            .after(to -> to.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER))));
  }

  private static List<Operation> facts() {
    UnaryOperator<Facts> pro =
        present -> present.withMetadata(present.metadata().patched(Map.of("plan", "pro")));
    return List.of(
        Operation.answering("change facts of a user", to -> to.facts().change(BOB, pro)),
        Operation.answering("change facts of an organisation", to -> to.facts().change(ACME, pro)),
        Operation.answering(
            "set an external id of a user",
            to -> to.facts().change(BOB, present -> present.withExternalId(CRM))),
        Operation.answering(
                "replace the external id of an organisation",
                to -> to.facts().change(ACME, present -> present.withExternalId(CRM)))
            .after(
                to ->
                    to.facts()
                        .change(ACME, present -> present.withExternalId(ExternalId.of("old")))),
        Operation.of("delete a user with an external id", to -> to.users().delete(BOB))
            .after(to -> to.facts().change(BOB, present -> present.withExternalId(CRM))),
        Operation.answering(
                "change address of a user with an external id",
                to -> to.users().changeAddress(BOB, EVE))
            .after(to -> to.facts().change(BOB, present -> present.withExternalId(CRM))),
        Operation.of(
                "delete an organisation with an external id", to -> to.organisations().delete(ACME))
            .after(to -> to.facts().change(ACME, present -> present.withExternalId(CRM))),
        Operation.answering(
            "set an external id of a member",
            to -> to.facts().change(BOB, ACME, present -> present.withExternalId(CRM))),
        Operation.of(
                "remove a member with an external id", to -> to.memberships().remove(BOB, ACME))
            .after(to -> to.facts().change(BOB, ACME, present -> present.withExternalId(CRM))),
        Operation.answering("change facts of a member", to -> to.facts().change(BOB, ACME, pro)));
  }

  private static List<Operation> apiKeys() {
    Set<Scope> scopes = Set.of(Scope.READ);
    List<ApiKeyId> made = new ArrayList<>();
    return List.of(
        Operation.making(
            "create api key", to -> to.apiKeys().create("Backend", scopes, BRIEFLY).key().name()),
        Operation.making(
            "create first api key", to -> to.apiKeys().createFirst("First", scopes).isPresent()),
        Operation.of("revoke api key", to -> to.apiKeys().revoke(last(made)))
            .after(to -> made.add(to.apiKeys().create("Old", scopes).key().id())));
  }

  private static List<Operation> roles() {
    return List.of(
        Operation.of("put the first roles", to -> to.roles().put(ROLES, Expected.ANYTHING)),
        Operation.of("put roles", to -> to.roles().put(ROLES, Expected.ANYTHING))
            .after(to -> to.roles().put(Roles.of(List.of(), List.of()), Expected.NOTHING)),
        Operation.of("remove roles", to -> to.roles().remove(Expected.ANYTHING))
            .after(to -> to.roles().put(ROLES, Expected.NOTHING)));
  }

  /** Returns every operation that reads. */
  public static Stream<Operation> reads() {
    return Reading.operations();
  }
}
