package dev.orgtable.contracts.model;

import static dev.orgtable.contracts.model.Operation.asking;
import static dev.orgtable.contracts.model.Operation.doing;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.store.MembershipStore;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations on members, and the checks. */
final class MembershipOperations {

  static final Operation ADD =
      asking(
              "add member",
              (on, with) ->
                  List.of(store(on).addMember(with.user(), with.organisation(), with.groups())),
              (model, with) ->
                  model
                      .memberships()
                      .addMembers(with.organisation(), Map.of(with.user(), with.groups())))
          .refusedBy(
              OrganisationNotFound.class,
              UserNotFound.class,
              ServiceNotFound.class,
              AlreadyMember.class,
              AlreadyInvited.class,
              MemberLimitReached.class,
              OrganisationLimitReached.class);

  static final List<Operation> WRITES =
      List.of(
          ADD,
          asking(
                  "add members",
                  (on, with) -> store(on).addMembers(with.organisation(), with.members()),
                  (model, with) ->
                      model.memberships().addMembers(with.organisation(), with.members()))
              .refusedBy(
                  OrganisationNotFound.class,
                  UserNotFound.class,
                  ServiceNotFound.class,
                  AlreadyMember.class,
                  AlreadyInvited.class,
                  MemberLimitReached.class,
                  OrganisationLimitReached.class),
          doing(
                  "add to groups",
                  (on, with) ->
                      store(on).addToGroups(with.user(), with.organisation(), with.groups()),
                  (model, with) ->
                      model.memberships().changeGroups(with.place(), with.groups(), Set.of()))
              .refusedBy(MemberNotFound.class, ServiceNotFound.class),
          doing(
                  "remove from groups",
                  (on, with) ->
                      store(on).removeFromGroups(with.user(), with.organisation(), with.groups()),
                  (model, with) ->
                      model.memberships().changeGroups(with.place(), Set.of(), with.groups()))
              .refusedBy(MemberNotFound.class, LastOwner.class),
          doing(
                  "change groups",
                  (on, with) ->
                      store(on)
                          .changeGroups(
                              with.user(), with.organisation(), with.groups(), with.more()),
                  (model, with) ->
                      model.memberships().changeGroups(with.place(), with.groups(), with.more()))
              .refusedBy(
                  MemberNotFound.class,
                  ServiceNotFound.class,
                  LastOwner.class,
                  IllegalArgumentException.class),
          doing(
                  "update details of member",
                  (on, with) ->
                      store(on).updateDetails(with.user(), with.organisation(), with.profile()),
                  (model, with) -> model.memberships().updateDetails(with.place(), with.profile()))
              .refusedBy(MemberNotFound.class),
          doing(
                  "remove member",
                  (on, with) -> store(on).remove(with.user(), with.organisation()),
                  (model, with) -> model.memberships().remove(with.place()))
              .refusedBy(MemberNotFound.class, LastOwner.class),
          doing(
                  "leave",
                  (on, with) -> store(on).leave(with.user(), with.organisation()),
                  (model, with) -> model.memberships().remove(with.place()))
              .refusedBy(MemberNotFound.class, LastOwner.class),
          doing(
                  "suspend",
                  (on, with) -> store(on).suspend(with.user(), with.organisation()),
                  (model, with) -> model.memberships().suspend(with.place()))
              .refusedBy(MemberNotFound.class, LastOwner.class),
          doing(
                  "reactivate",
                  (on, with) -> store(on).reactivate(with.user(), with.organisation()),
                  (model, with) -> model.memberships().reactivate(with.place()))
              .refusedBy(MemberNotFound.class),
          doing(
                  "transfer ownership",
                  (on, with) ->
                      store(on).transferOwnership(with.organisation(), with.user(), with.other()),
                  (model, with) ->
                      model
                          .memberships()
                          .transferOwnership(with.organisation(), with.user(), with.other()))
              .refusedBy(
                  MemberNotFound.class,
                  NotOwner.class,
                  MemberSuspended.class,
                  IllegalArgumentException.class));

  static final List<Operation> READS =
      List.of(
          asking(
                  "get member",
                  (on, with) -> store(on).get(with.user(), with.organisation()),
                  (model, with) -> model.member(with.place()))
              .refusedBy(MemberNotFound.class),
          asking(
              "check a member",
              (on, with) -> store(on).check(Check.member(with.user(), with.organisation())),
              (model, with) ->
                  model.memberships().check(Check.member(with.user(), with.organisation()))),
          asking(
              "check many",
              (on, with) -> store(on).check(with.questions(), Consistency.STRONG),
              (model, with) -> model.memberships().check(with.questions())),
          asking(
                  "members of organisation",
                  (on, with) -> Pages.all(page -> store(on).list(with.organisation(), page)),
                  (model, with) -> model.memberships().list(with.organisation()))
              .refusedBy(OrganisationNotFound.class),
          asking(
                  "members of group",
                  (on, with) ->
                      Pages.all(page -> store(on).list(with.organisation(), group(with), page)),
                  (model, with) -> model.memberships().list(with.organisation(), group(with)))
              .refusedBy(OrganisationNotFound.class));

  private MembershipOperations() {}

  private static MembershipStore store(Subject on) {
    return on.orgtable().memberships();
  }

  private static Group group(Arguments with) {
    return with.groups().stream().findFirst().orElse(Group.OWNER);
  }
}
