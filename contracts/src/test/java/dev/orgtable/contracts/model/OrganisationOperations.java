package dev.orgtable.contracts.model;

import static dev.orgtable.contracts.model.Operation.asking;
import static dev.orgtable.contracts.model.Operation.doing;

import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserNotFound;
import java.util.HashSet;
import java.util.List;

/** The operations on organisations. */
final class OrganisationOperations {

  static final Operation DELETE =
      doing(
              "delete organisation",
              (on, with) -> on.orgtable().organisations().delete(with.organisation()),
              (model, with) -> model.organisations().delete(with.organisation()))
          .refusedBy(OrganisationNotFound.class);

  static final Operation CREATE =
      asking(
              "create organisation",
              (on, with) ->
                  on.orgtable()
                      .organisations()
                      .create(with.organisation(), with.name(), with.user()),
              (model, with) ->
                  model.organisations().create(with.organisation(), with.name(), with.user()))
          .refusedBy(
              UserNotFound.class, OrganisationLimitReached.class, OrganisationAlreadyExists.class);

  static final Operation DETAILS =
      asking(
              "details of organisation",
              (on, with) -> on.orgtable().organisations().details(with.organisation()),
              (model, with) -> model.organisations().details(with.organisation()))
          .refusedBy(OrganisationNotFound.class);

  static final List<Operation> WRITES =
      List.of(
          CREATE,
          asking(
                  "rename organisation",
                  (on, with) ->
                      on.orgtable()
                          .organisations()
                          .rename(with.organisation(), with.name())
                          .value(),
                  (model, with) -> model.organisations().rename(with.organisation(), with.name()))
              .refusedBy(OrganisationNotFound.class),
          asking(
                  "rename organisation as read",
                  (on, with) -> on.rename(with.asOrganisation(), with.name()),
                  (model, with) -> model.organisations().rename(with.asOrganisation(), with.name()))
              .refusedBy(OrganisationNotFound.class, Stale.class),
          asking(
                  "suspend organisation",
                  (on, with) -> on.orgtable().organisations().suspend(with.organisation()).value(),
                  (model, with) -> model.organisations().suspend(with.organisation()))
              .refusedBy(OrganisationNotFound.class),
          asking(
                  "reactivate organisation",
                  (on, with) ->
                      on.orgtable().organisations().reactivate(with.organisation()).value(),
                  (model, with) -> model.organisations().reactivate(with.organisation()))
              .refusedBy(OrganisationNotFound.class),
          doing(
                  "limit seats",
                  (on, with) ->
                      on.orgtable().organisations().limitSeats(with.organisation(), limit(with)),
                  (model, with) ->
                      model.organisations().limitSeats(with.organisation(), limit(with)))
              .refusedBy(OrganisationNotFound.class),
          doing(
                  "remove seat limit",
                  (on, with) -> on.orgtable().organisations().removeSeatLimit(with.organisation()),
                  (model, with) -> model.organisations().removeSeatLimit(with.organisation()))
              .refusedBy(OrganisationNotFound.class),
          DELETE);

  static final List<Operation> READS =
      List.of(
          asking(
                  "get organisation",
                  (on, with) -> on.orgtable().organisations().get(with.organisation()),
                  (model, with) -> model.organisation(with.organisation()))
              .refusedBy(OrganisationNotFound.class),
          DETAILS,
          asking(
                  "seats of organisation",
                  (on, with) -> on.orgtable().organisations().seats(with.organisation()),
                  (model, with) -> model.organisations().seats(with.organisation()))
              .refusedBy(OrganisationNotFound.class),
          asking(
              "search organisations",
              (on, with) ->
                  new HashSet<>(
                      Pages.all(
                          page -> on.orgtable().organisations().search(beginning(with), page))),
              (model, with) -> new HashSet<>(model.organisations().search(beginning(with)))));

  private OrganisationOperations() {}

  /** A limit that is soon reached. */
  private static long limit(Arguments with) {
    return with.number() + 2L;
  }

  /** Organisations of the same name have no defined order. */
  private static String beginning(Arguments with) {
    return with.name().substring(0, with.number() - 1);
  }
}
