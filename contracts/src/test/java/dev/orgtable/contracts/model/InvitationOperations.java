package dev.orgtable.contracts.model;

import static dev.orgtable.contracts.model.Operation.asking;
import static dev.orgtable.contracts.model.Operation.doing;

import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The operations on invitations, and their expiry. */
final class InvitationOperations {

  static final Operation INVITE =
      asking(
              "invite",
              Subject::invite,
              (model, with) ->
                  model.invitations().invite(with.place(), with.groups(), with.name(), with.time()))
          .refusedBy(
              OrganisationNotFound.class,
              ServiceNotFound.class,
              AlreadyMember.class,
              AlreadyInvited.class,
              MemberLimitReached.class);

  private static final String NEVER_INVITED = "never invited";

  static final List<Operation> WRITES =
      List.of(
          INVITE,
          asking(
                  "accept",
                  (on, with) ->
                      on.orgtable().invitations().accept(with.user(), with.organisation()),
                  (model, with) -> model.invitations().accept(with.place(), any -> true))
              .refusedBy(
                  InvitationNotFound.class,
                  InvitationExpired.class,
                  UserNotFound.class,
                  OrganisationLimitReached.class,
                  OrganisationSuspended.class),
          asking(
                  "accept the first invitation",
                  (on, with) ->
                      first(on, with, invitation -> on.orgtable().invitations().accept(invitation)),
                  (model, with) ->
                      first(
                          model,
                          with,
                          meant -> model.invitations().accept(with.place(), meant::equals)))
              .refusedBy(
                  InvitationNotFound.class,
                  InvitationExpired.class,
                  UserNotFound.class,
                  OrganisationLimitReached.class,
                  OrganisationSuspended.class),
          doing(
                  "reject",
                  (on, with) ->
                      on.orgtable().invitations().reject(with.user(), with.organisation()),
                  (model, with) -> model.invitations().end(with.place(), any -> true))
              .refusedBy(InvitationNotFound.class, AlreadyMember.class),
          asking(
                  "reject the first invitation",
                  (on, with) ->
                      first(
                          on,
                          with,
                          invitation -> {
                            on.orgtable().invitations().reject(invitation);
                            return "rejected";
                          }),
                  (model, with) -> endFirst(model, with, "rejected"))
              .refusedBy(InvitationNotFound.class, AlreadyMember.class),
          doing(
                  "revoke",
                  (on, with) ->
                      on.orgtable().invitations().revoke(with.user(), with.organisation()),
                  (model, with) -> model.invitations().end(with.place(), any -> true))
              .refusedBy(InvitationNotFound.class, AlreadyMember.class),
          asking(
                  "revoke the first invitation",
                  (on, with) ->
                      first(
                          on,
                          with,
                          invitation -> {
                            on.orgtable().invitations().revoke(invitation);
                            return "revoked";
                          }),
                  (model, with) -> endFirst(model, with, "revoked"))
              .refusedBy(InvitationNotFound.class, AlreadyMember.class),
          doing(
              "let time pass", (on, with) -> on.clock().advance(with.time()), (model, with) -> {}));

  static final List<Operation> READS =
      List.of(
          asking(
                  "get invitation",
                  (on, with) -> on.orgtable().invitations().get(with.user(), with.organisation()),
                  (model, with) -> model.invitations().get(with.place()))
              .refusedBy(InvitationNotFound.class),
          asking(
                  "invitations of organisation",
                  (on, with) ->
                      Pages.all(
                          page -> on.orgtable().invitations().list(with.organisation(), page)),
                  (model, with) -> model.invitations().list(with.organisation()))
              .refusedBy(OrganisationNotFound.class));

  private InvitationOperations() {}

  private static Object first(Subject on, Arguments with, Function<Invitation, Object> then) {
    return Optional.ofNullable(on.first().get(with.place())).map(then).orElse(NEVER_INVITED);
  }

  private static Object first(Model model, Arguments with, Function<MembershipId, Object> then) {
    return Optional.ofNullable(model.first.get(with.place())).map(then).orElse(NEVER_INVITED);
  }

  private static Object endFirst(Model model, Arguments with, String ended) {
    return first(
        model,
        with,
        meant -> {
          model.invitations().end(with.place(), meant::equals);
          return ended;
        });
  }
}
