package dev.orgtable.contracts;

import static dev.orgtable.contracts.Operations.ACME;
import static dev.orgtable.contracts.Operations.ANN;
import static dev.orgtable.contracts.Operations.BILLING;
import static dev.orgtable.contracts.Operations.BOB;
import static dev.orgtable.contracts.Operations.BOBS;
import static dev.orgtable.contracts.Operations.CAT;
import static dev.orgtable.contracts.Operations.CRM;
import static dev.orgtable.contracts.Operations.EVE;
import static dev.orgtable.contracts.Operations.PAGE;
import static dev.orgtable.contracts.Operations.READ;
import static dev.orgtable.contracts.Operations.READERS;
import static dev.orgtable.contracts.Operations.ROLES;
import static dev.orgtable.contracts.Operations.SECRET;
import static dev.orgtable.contracts.Operations.STAFF;

import dev.orgtable.Check;
import dev.orgtable.Expected;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.maintenance.Maintenance;
import java.util.List;
import java.util.stream.Stream;

/** The operations that read the sample table. */
final class Reading {

  private Reading() {}

  static Stream<Operation> operations() {
    Check question = Check.inGroup(BOB, ACME, READERS);
    return Stream.of(
            GroupOperations.reads().stream(),
            EventOperations.reads().stream(),
            WebhookOperations.reads().stream(),
            others(question))
        .flatMap(each -> each);
  }

  private static Stream<Operation> others(Check question) {
    return Stream.of(
        Operation.answering("get user", to -> to.users().get(ANN)),
        Operation.answering("get user by id", to -> to.users().get(to.users().get(ANN).id())),
        Operation.answering(
            "settled addresses of users",
            to -> to.users().settledAddresses(List.of(to.users().get(ANN).id())).values()),
        Operation.answering(
            "addresses of users",
            to -> to.users().addresses(List.of(to.users().get(ANN).id())).values()),
        Operation.answering("find user by account", to -> to.accounts().find(BOBS)),
        Operation.answering("sign in again", Operations::signIn).after(Operations::signIn),
        Operation.answering("recognise account", to -> to.accounts().recognise(BOBS, EVE)),
        Operation.answering("accounts of user", to -> to.accounts().list(BOB)),
        Operation.answering("user details", to -> to.users().details(BOB)),
        Operation.answering("organisations of user", to -> to.users().organisations(BOB, PAGE)),
        Operation.answering("invitations of user", to -> to.users().invitations(CAT, PAGE)),
        Operation.answering("memberships of user", to -> to.users().memberships(BOB, PAGE)),
        Operation.answering("claims of user", to -> to.claims().of(BOB)),
        Operation.answering("claims of member", to -> to.claims().of(BOB, ACME)),
        Operation.answering("search users", to -> to.users().search("a", PAGE)),
        Operation.answering("get organisation", to -> to.organisations().get(ACME)),
        Operation.answering("organisation limit", to -> to.facts().organisationLimit(BOB)),
        Operation.answering("seats", to -> to.organisations().seats(ACME)),
        Operation.answering("organisation details", to -> to.organisations().details(ACME)),
        Operation.answering("search organisations", to -> to.organisations().search("a", PAGE)),
        Operation.answering("get service", to -> to.services().get(ACME, BILLING)),
        Operation.answering("list services", to -> to.services().list(ACME, PAGE)),
        Operation.answering("get invitation", to -> to.invitations().get(CAT, ACME)),
        Operation.answering("list invitations", to -> to.invitations().list(ACME, PAGE)),
        Operation.answering(
            "list invitations, expired ones too",
            to -> to.invitations().listWithExpired(ACME, PAGE)),
        Operation.answering("get member", to -> to.memberships().get(BOB, ACME)),
        Operation.answering("list members", to -> to.memberships().list(ACME, PAGE)),
        Operation.answering(
            "list members of group", to -> to.memberships().list(ACME, STAFF, PAGE)),
        Operation.answering("check", to -> to.memberships().check(question)),
        Operation.answering(
            "check many",
            to ->
                to.memberships()
                    .check(List.of(question, Check.member(ANN, ACME)), Consistency.STRONG)),
        Operation.answering("facts of a user", to -> to.facts().get(BOB)),
        Operation.answering("facts of an organisation", to -> to.facts().get(ACME)),
        Operation.answering("facts of a member", to -> to.facts().get(BOB, ACME)),
        Operation.answering("find address by external id", to -> to.facts().findAddress(CRM)),
        Operation.answering("find user by external id", to -> to.facts().findUser(CRM)),
        Operation.answering(
            "find organisation id by external id", to -> to.facts().findOrganisationId(CRM)),
        Operation.answering(
            "find organisation by external id", to -> to.facts().findOrganisation(CRM)),
        Operation.answering(
            "find member's address by external id", to -> to.facts().findMemberAddress(ACME, CRM)),
        Operation.answering("find member by external id", to -> to.facts().findMember(ACME, CRM)),
        Operation.answering(
                "check by permission",
                to -> to.memberships().check(Check.permitted(BOB, ACME, READ)))
            .after(to -> to.roles().put(ROLES, Expected.NOTHING)),
        Operation.answering("get roles", to -> to.roles().get()),
        Operation.answering("current roles", to -> to.roles().current()),
        Operation.answering("list api keys", to -> to.apiKeys().list(PAGE)),
        Operation.answering(
            "authenticate",
            to -> to.apiKeys().authenticate("otk_abcdefghijkl_" + "a".repeat(SECRET))),
        Operation.answering("verify", to -> Maintenance.of(to).verifier().verify(violation -> {})));
  }
}
