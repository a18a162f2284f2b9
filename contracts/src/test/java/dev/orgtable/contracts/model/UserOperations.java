package dev.orgtable.contracts.model;

import static dev.orgtable.contracts.model.Operation.asking;
import static dev.orgtable.contracts.model.Operation.doing;

import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import java.util.List;

/** The operations on users. */
final class UserOperations {

  static final Operation DELETE =
      doing(
              "delete user",
              (on, with) -> on.orgtable().users().delete(with.user()),
              (model, with) -> model.users().delete(with.user()))
          .refusedBy(UserNotFound.class, LastOwner.class);

  static final Operation CREATE =
      asking(
              "create user",
              (on, with) -> on.orgtable().users().create(with.asUser()),
              (model, with) -> model.users().create(with.asUser()))
          .refusedBy(UserAlreadyExists.class);

  static final Operation DETAILS =
      asking(
              "details of user",
              (on, with) -> on.orgtable().users().details(with.user()),
              (model, with) -> model.users().details(with.user()))
          .refusedBy(UserNotFound.class);

  static final Operation INVITATIONS =
      asking(
              "invitations of user",
              (on, with) -> Pages.all(page -> on.orgtable().users().invitations(with.user(), page)),
              (model, with) -> model.users().invitations(with.user()))
          .refusedBy(UserNotFound.class);

  static final List<Operation> WRITES =
      List.of(
          CREATE,
          asking(
              "put user",
              (on, with) -> on.orgtable().users().put(with.asUser()).value(),
              (model, with) -> model.users().put(with.asUser())),
          asking(
                  "update user",
                  (on, with) -> on.update(with.asUser()),
                  (model, with) -> model.users().update(with.asUser()))
              .refusedBy(UserNotFound.class, Stale.class),
          DELETE,
          asking(
                  "change address",
                  (on, with) ->
                      on.orgtable().users().changeAddress(with.user(), with.other()).value(),
                  (model, with) -> model.users().changeAddress(with.user(), with.other()))
              .refusedBy(UserNotFound.class, UserAlreadyExists.class),
          doing(
                  "limit organisations",
                  (on, with) ->
                      on.orgtable().facts().limitOrganisations(with.user(), with.number()),
                  (model, with) -> model.users().limitOrganisations(with.user(), with.number()))
              .refusedBy(UserNotFound.class),
          doing(
                  "remove limit of organisations",
                  (on, with) -> on.orgtable().facts().removeOrganisationLimit(with.user()),
                  (model, with) -> model.users().removeOrganisationLimit(with.user()))
              .refusedBy(UserNotFound.class));

  static final List<Operation> READS =
      List.of(
          asking(
                  "get user",
                  (on, with) -> on.orgtable().users().get(with.user()),
                  (model, with) -> model.user(with.user()))
              .refusedBy(UserNotFound.class),
          DETAILS,
          asking(
                  "limit of a user's organisations",
                  (on, with) -> on.orgtable().facts().organisationLimit(with.user()),
                  (model, with) -> model.users().organisationLimit(with.user()))
              .refusedBy(UserNotFound.class),
          asking(
                  "organisations of user",
                  (on, with) ->
                      Pages.all(page -> on.orgtable().users().organisations(with.user(), page)),
                  (model, with) -> model.users().organisations(with.user()))
              .refusedBy(UserNotFound.class),
          INVITATIONS,
          asking(
                  "memberships of user",
                  (on, with) ->
                      Pages.all(page -> on.orgtable().users().memberships(with.user(), page)),
                  (model, with) -> model.users().memberships(with.user()))
              .refusedBy(UserNotFound.class),
          asking(
              "claims of user",
              (on, with) -> on.orgtable().claims().of(with.user()),
              (model, with) -> model.users().claims(with.user())),
          asking(
              "claims of member",
              (on, with) -> on.orgtable().claims().of(with.user(), with.organisation()),
              (model, with) -> model.users().claims(with.user(), with.organisation())),
          asking(
              "search users",
              (on, with) -> Pages.all(page -> on.orgtable().users().search(beginning(with), page)),
              (model, with) -> model.users().search(beginning(with))));

  private UserOperations() {}

  private static String beginning(Arguments with) {
    return with.user().value().substring(0, with.number() - 1);
  }
}
