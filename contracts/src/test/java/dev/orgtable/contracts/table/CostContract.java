package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.NewApiKey;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException;
import dev.orgtable.PageRequest;
import dev.orgtable.Scope;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.store.ApiKeyStore;
import dev.orgtable.store.FactStore;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.OrganisationStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import dev.orgtable.store.ServiceStore;
import dev.orgtable.store.UserStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of costs: the DynamoDB requests of each operation, and its read and write units for
 * items under 1 KB, as Amazon DynamoDB charges them: an entry of the index that is added, changed
 * or removed is 1 W, one that moves is 2 W, in a transaction, too.
 */
final class CostContract extends TableContract {

  private static final PageRequest PAGE = PageRequest.first(10);
  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");

  private final List<String> costs = new ArrayList<>();

  @BeforeEach
  void ann_owns_acme_and_the_others_are_users() {
    List.of(ANN, BOB, CAT, DAN).forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  private void costs(String operation, Runnable call) {
    resetCost();
    call.run();
    costs.add(ReportedCosts.line(operation, cost()));
  }

  @Test
  void operations_on_users() {
    UserStore users = orgtable().users();
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    orgtable().invitations().invite(CAT, ACME, Set.of());

    costs("create", () -> users.create(User.of(EVE, profile(EVE), CREATED)));
    costs(
        "put, new",
        () -> users.put(User.of(EmailAddress.of("f@example.com"), profile(EVE), CREATED)));
    costs("put, the same", () -> users.put(User.of(EVE, profile(EVE), CREATED)));
    costs("put, another profile", () -> users.put(User.of(EVE, profile(DAN), CREATED)));
    User bob = users.get(BOB);
    costs("update, one membership", () -> users.update(bob.withProfile(profile(DAN))));
    costs("get", () -> users.get(ANN));
    costs("details", () -> users.details(ANN));
    costs("organisations", () -> users.organisations(ANN, PAGE));
    costs("invitations", () -> users.invitations(CAT, PAGE));
    costs("invitations, none", () -> users.invitations(DAN, PAGE));
    costs("memberships, one", () -> users.memberships(ANN, PAGE));
    costs("claims, one membership", () -> orgtable().claims().of(ANN));
    costs("claims of a member", () -> orgtable().claims().of(ANN, ACME));
    costs("claims, not a member", () -> orgtable().claims().of(DAN, ACME));
    costs("search", () -> users.search("a", PAGE));
    costs("change address", () -> users.changeAddress(DAN, EmailAddress.of("d@example.com")));
    costs("change address, one membership", () -> users.changeAddress(BOB, DAN));
    costs("delete", () -> users.delete(EVE));
    costs("delete, one membership", () -> users.delete(DAN));
    costs("delete, one invitation", () -> users.delete(CAT));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "create: 1 requests, 0 R, 7 W",
                "put, new: 2 requests, 1 R, 7 W",
                "put, the same: 1 requests, 1 R, 0 W",
                "put, another profile: 4 requests, 3 R, 5 W",
                "update, one membership: 3 requests, 2 R, 7 W",
                "get: 1 requests, 1 R, 0 W",
                "details: 2 requests, 2 R, 0 W",
                "organisations: 2 requests, 2 R, 0 W",
                "invitations: 2 requests, 2 R, 0 W",
                "invitations, none: 3 requests, 3 R, 0 W",
                "memberships, one: 2 requests, 3 R, 0 W",
                "claims, one membership: 2 requests, 3 R, 0 W",
                "claims of a member: 1 requests, 3 R, 0 W",
                "claims, not a member: 1 requests, 3 R, 0 W",
                "search: 1 requests, 0.5 R, 0 W",
                "change address: 3 requests, 2 R, 10 W",
                "change address, one membership: 4 requests, 3 R, 22 W",
                "delete: 3 requests, 2 R, 7 W",
                "delete, one membership: 4 requests, 3 R, 15 W",
                "delete, one invitation: 3 requests, 2 R, 16 W"));
  }

  @Test
  void operations_on_organisations() {
    OrganisationStore organisations = orgtable().organisations();
    Organisation acme = organisations.get(ACME);

    costs("create", () -> organisations.create(BETA, "Beta", ANN));
    costs("get", () -> organisations.get(ACME));
    costs("details", () -> organisations.details(ACME));
    costs("search", () -> organisations.search("o", PAGE));
    costs("rename, the same", () -> organisations.rename(acme, acme.name()));
    costs("rename, one member", () -> organisations.rename(acme, "Another"));
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    costs("rename, two members", () -> organisations.rename(ACME, "A third"));
    costs("delete, two members and a service", () -> organisations.delete(ACME));
    costs("delete, one member", () -> organisations.delete(BETA));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "create: 4 requests, 3 R, 11 W",
                "get: 1 requests, 1 R, 0 W",
                "details: 2 requests, 2 R, 0 W",
                "search: 1 requests, 0.5 R, 0 W",
                "rename, the same: 1 requests, 1 R, 0 W",
                "rename, one member: 3 requests, 2 R, 8 W",
                "rename, two members: 3 requests, 2 R, 10 W",
                "delete, two members and a service: 3 requests, 2 R, 15 W",
                "delete, one member: 3 requests, 2 R, 9 W"));
  }

  @Test
  void operations_on_facts() {
    FactStore facts = orgtable().facts();
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    UnaryOperator<Facts> pro = present -> present.withMetadata(Metadata.of(Map.of("plan", "pro")));

    costs("get, user", () -> facts.get(BOB));
    costs("get, member", () -> facts.get(BOB, ACME));
    costs("change, user", () -> facts.change(BOB, pro));
    costs("change, member", () -> facts.change(BOB, ACME, pro));
    costs("change, the same", () -> facts.change(BOB, pro));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "get, user: 1 requests, 1 R, 0 W",
                "get, member: 1 requests, 2 R, 0 W",
                "change, user: 2 requests, 1 R, 4 W",
                "change, member: 2 requests, 2 R, 4 W",
                "change, the same: 1 requests, 1 R, 0 W"));
  }

  @Test
  void operations_on_services() {
    ServiceStore services = orgtable().services();
    ServiceId mail = ServiceId.of("mail");
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS));

    costs("create", () -> services.create(ACME, "Chat"));
    costs("put, new", () -> services.put(new Service(ACME, mail, "Mail", 0)));
    costs("put, the same", () -> services.put(new Service(ACME, mail, "Mail", 0)));
    costs("put, another name", () -> services.put(new Service(ACME, mail, "Post", 0)));
    Service seen = services.get(ACME, mail);
    costs("update", () -> services.update(new Service(ACME, mail, "Mail", seen.revision())));
    costs("get", () -> services.get(ACME, mail));
    costs("list", () -> services.list(ACME, PAGE));
    costs("delete", () -> services.delete(ACME, mail));
    costs("delete, a member in its groups", () -> services.delete(ACME, BILLING));
    orgtable().organisations().create(BETA, "Beta", ANN);
    costs("list, none", () -> services.list(BETA, PAGE));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "create: 1 requests, 0 R, 6 W",
                "put, new: 2 requests, 2 R, 6 W",
                "put, the same: 1 requests, 2 R, 0 W",
                "put, another name: 2 requests, 2 R, 4 W",
                "update: 2 requests, 2 R, 4 W",
                "get: 1 requests, 2 R, 0 W",
                "list: 2 requests, 2 R, 0 W",
                "delete: 3 requests, 3 R, 6 W",
                "delete, a member in its groups: 3 requests, 3 R, 8 W",
                "list, none: 3 requests, 3 R, 0 W"));
  }

  @Test
  void operations_on_invitations() {
    InvitationStore invitations = orgtable().invitations();

    costs("invite", () -> invitations.invite(BOB, ACME, Set.of(STAFF)));
    costs("invite, a service", () -> invitations.invite(CAT, ACME, Set.of(STAFF, READERS)));
    costs("get", () -> invitations.get(BOB, ACME));
    costs("list", () -> invitations.list(ACME, PAGE));
    costs("accept", () -> invitations.accept(BOB, ACME));
    costs("accept, again", () -> invitations.accept(BOB, ACME));
    costs("accept, a service", () -> invitations.accept(CAT, ACME));
    invitations.invite(DAN, ACME, Set.of(Group.OWNER));
    costs("accept, owner", () -> invitations.accept(DAN, ACME));
    invitations.invite(EVE, ACME, Set.of(READERS));
    costs("reject", () -> invitations.reject(EVE, ACME));
    invitations.invite(EVE, ACME, Set.of(READERS));
    costs("revoke", () -> invitations.revoke(EVE, ACME));
    costs("list, none", () -> invitations.list(ACME, PAGE));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "invite: 2 requests, 2 R, 9 W",
                "invite, a service: 2 requests, 2 R, 11 W",
                "get: 1 requests, 2 R, 0 W",
                "list: 2 requests, 2 R, 0 W",
                "accept: 2 requests, 2 R, 13 W",
                "accept, again: 2 requests, 4 R, 0 W",
                "accept, a service: 2 requests, 2 R, 13 W",
                "accept, owner: 2 requests, 2 R, 13 W",
                "reject: 1 requests, 0 R, 9 W",
                "revoke: 1 requests, 0 R, 9 W",
                "list, none: 3 requests, 3 R, 0 W"));
  }

  @Test
  void operations_on_members() {
    MembershipStore members = orgtable().memberships();
    Set<Group> owner = Set.of(Group.OWNER);

    costs("add a member", () -> members.addMember(BOB, ACME, Set.of()));
    costs(
        "add two members, a service",
        () -> members.addMembers(ACME, Map.of(CAT, owner, DAN, Set.of(READERS))));
    costs("get", () -> members.get(BOB, ACME));
    costs("list", () -> members.list(ACME, PAGE));
    costs("list, of a group", () -> members.list(ACME, READERS, PAGE));
    Cursor cursor = members.list(ACME, PageRequest.first(1)).next().orElseThrow();
    costs("list, from a cursor", () -> members.list(ACME, PAGE.at(cursor)));
    costs("check", () -> members.check(Check.member(BOB, ACME)));
    costs("check, eventual", () -> members.check(Check.member(BOB, ACME), Consistency.EVENTUAL));
    costs(
        "check two at once",
        () ->
            members.check(
                List.of(Check.member(BOB, ACME), Check.member(ANN, ACME)), Consistency.STRONG));
    costs("update details", () -> members.updateDetails(BOB, ACME, profile(CAT)));
    costs("suspend", () -> members.suspend(BOB, ACME));
    costs("reactivate", () -> members.reactivate(BOB, ACME));
    costs("suspend, owner", () -> members.suspend(CAT, ACME));
    costs("reactivate, owner", () -> members.reactivate(CAT, ACME));
    costs("remove", () -> members.remove(BOB, ACME));
    costs("remove, owner", () -> members.remove(CAT, ACME));
    costs("transfer", () -> members.transferOwnership(ACME, ANN, DAN));
    members.addToGroups(ANN, ACME, owner);
    costs("transfer, to an owner", () -> members.transferOwnership(ACME, ANN, DAN));
    costs("leave", () -> members.leave(ANN, ACME));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "add a member: 2 requests, 2 R, 10 W",
                "add two members, a service: 2 requests, 3 R, 18 W",
                "get: 1 requests, 2 R, 0 W",
                "list: 2 requests, 2 R, 0 W",
                "list, of a group: 2 requests, 2 R, 0 W",
                "list, from a cursor: 2 requests, 2 R, 0 W",
                "check: 1 requests, 2 R, 0 W",
                "check, eventual: 1 requests, 1 R, 0 W",
                "check two at once: 1 requests, 3 R, 0 W",
                "update details: 2 requests, 2 R, 4 W",
                "suspend: 1 requests, 0 R, 4 W",
                "reactivate: 1 requests, 0 R, 4 W",
                "suspend, owner: 2 requests, 0 R, 10 W",
                "reactivate, owner: 2 requests, 0 R, 12 W",
                "remove: 2 requests, 1 R, 8 W",
                "remove, owner: 2 requests, 1 R, 8 W",
                "transfer: 1 requests, 0 R, 8 W",
                "transfer, to an owner: 2 requests, 0 R, 16 W",
                "leave: 2 requests, 1 R, 8 W"));
  }

  @Test
  void operations_on_groups() {
    MembershipStore members = orgtable().memberships();
    members.addMember(BOB, ACME, Set.of());
    Set<Group> owner = Set.of(Group.OWNER);
    Set<Group> staff = Set.of(STAFF);
    Set<Group> readers = Set.of(READERS);

    costs("add to groups", () -> members.addToGroups(BOB, ACME, staff));
    costs("add to groups, again", () -> members.addToGroups(BOB, ACME, staff));
    costs("add to groups, none", () -> members.addToGroups(BOB, ACME, Set.of()));
    costs("add to groups, a service", () -> members.addToGroups(BOB, ACME, readers));
    costs("add to groups, owner", () -> members.addToGroups(BOB, ACME, owner));
    costs("add to groups, owner again", () -> members.addToGroups(BOB, ACME, owner));
    costs("remove from groups", () -> members.removeFromGroups(BOB, ACME, staff));
    costs("remove from groups, a service", () -> members.removeFromGroups(BOB, ACME, readers));
    costs("remove from groups, owner", () -> members.removeFromGroups(BOB, ACME, owner));
    costs("remove from groups, not owner", () -> members.removeFromGroups(BOB, ACME, owner));
    costs("change groups", () -> members.changeGroups(BOB, ACME, staff, readers));
    costs("change groups, a service", () -> members.changeGroups(BOB, ACME, readers, staff));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "add to groups: 1 requests, 0 R, 4 W",
                "add to groups, again: 1 requests, 0 R, 4 W",
                "add to groups, none: 1 requests, 1 R, 0 W",
                "add to groups, a service: 1 requests, 0 R, 6 W",
                "add to groups, owner: 1 requests, 0 R, 8 W",
                "add to groups, owner again: 1 requests, 0 R, 8 W",
                "remove from groups: 1 requests, 0 R, 4 W",
                "remove from groups, a service: 1 requests, 0 R, 4 W",
                "remove from groups, owner: 1 requests, 0 R, 6 W",
                "remove from groups, not owner: 1 requests, 0 R, 6 W",
                "change groups: 2 requests, 1 R, 4 W",
                "change groups, a service: 2 requests, 1 R, 6 W"));
  }

  @Test
  void operations_under_receipts() {
    User eve = User.of(EVE, profile(EVE), CREATED);
    Set<Group> staff = Set.of(STAFF);
    costs("invite", () -> once("invite", to -> to.invitations().invite(BOB, ACME, staff)));
    costs("again", () -> once("invite", to -> to.invitations().invite(BOB, ACME, staff)));
    costs("accept", () -> once("accept", to -> to.invitations().accept(BOB, ACME)));
    costs("create a user", () -> once("create", to -> to.users().create(eve)));
    costs("nothing to write", () -> once("put", to -> to.users().put(eve)));
    costs("refused", () -> refusedOnce(to -> to.users().create(eve)));
    Set<Group> other = Set.of(Group.of("other"));
    costs("add to groups", () -> onceDone(to -> to.memberships().addToGroups(BOB, ACME, other)));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "invite: 3 requests, 3 R, 11 W",
                "again: 1 requests, 1 R, 0 W",
                "accept: 3 requests, 3 R, 15 W",
                "create a user: 2 requests, 1 R, 9 W",
                "nothing to write: 3 requests, 2 R, 1 W",
                "refused: 3 requests, 2 R, 8 W",
                "add to groups: 2 requests, 1 R, 6 W"));
  }

  private void once(String key, Function<Orgtable, Object> operation) {
    orgtable().once(Receipt.of(key, ""), operation, Object::toString);
  }

  private void onceDone(Consumer<Orgtable> operation) {
    orgtable().once(Receipt.of("done", ""), operation, "done");
  }

  private void refusedOnce(Function<Orgtable, Object> operation) {
    assertThatThrownBy(() -> once("refused", operation)).isInstanceOf(OrgtableException.class);
  }

  @Test
  void operations_on_api_keys() {
    ApiKeyStore keys = orgtable().apiKeys();
    Set<Scope> read = Set.of(Scope.READ);

    costs("any", keys::any);
    NewApiKey first = keys.createFirst("First", read).orElseThrow();
    costs("create first, again", () -> keys.createFirst("First", read));
    costs("create", () -> keys.create("Backend", read));
    costs("authenticate", () -> keys.authenticate(first.secret()));
    costs("authenticate, no key", () -> keys.authenticate("otk_"));
    costs("list, two", () -> keys.list(PAGE));
    costs("revoke", () -> keys.revoke(first.key().id()));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "any: 1 requests, 1 R, 0 W",
                "create first, again: 1 requests, 1 R, 0 W",
                "create: 1 requests, 0 R, 7 W",
                "authenticate: 1 requests, 1 R, 0 W",
                "authenticate, no key: 0 requests, 0 R, 0 W",
                "list, two: 2 requests, 2.5 R, 0 W",
                "revoke: 1 requests, 0 R, 5 W"));
  }
}
