package dev.orgtable.server.console.organisation;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.store.Orgtable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * The frame of every page of an organisation: its name, its tabs, and whether the caller may change
 * it.
 */
@Component
final class OrganisationFrame {

  private final Orgtable orgtable;

  OrganisationFrame(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /** Adds the frame to the model and returns the organisation. */
  Organisation put(OrganisationId id, String tab, Caller caller, Model model) {
    Organisation organisation = orgtable.organisations().get(id);
    model.addAttribute("organisation", organisation);
    model.addAttribute("tab", tab);
    model.addAttribute("owns", owns(caller, id));
    return organisation;
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
