package dev.orgtable.server.console.organisation;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.limit.Seats;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.store.Orgtable;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * The frame of every page of an organisation: its name, its tabs, and whether the caller may change
 * it.
 */
@Component
final class OrganisationFrame {

  static final String OWNS = "owns";
  private static final String SEATS = "seats";

  private final Orgtable orgtable;

  OrganisationFrame(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /** Adds the frame to the model and returns the organisation. */
  Organisation put(OrganisationId id, String tab, Caller caller, Model model) {
    Organisation organisation = orgtable.organisations().get(id);
    model.addAttribute("organisation", organisation);
    model.addAttribute("tab", tab);
    model.addAttribute(OWNS, owns(caller, id));
    model.addAttribute(SEATS, orgtable.organisations().seats(id));
    return organisation;
  }

  /** Returns the numbers that {@link #put} has read. */
  Seats seats(Model model) {
    return (Seats) Objects.requireNonNull(model.getAttribute(SEATS));
  }

  /** Returns whether the caller may change the organisation. */
  boolean owns(Caller caller, OrganisationId id) {
    return caller
        .person()
        .map(person -> orgtable.memberships().check(Check.inGroup(person, id, Group.OWNER)))
        .map(CheckResult::allowed)
        .orElse(true);
  }
}
