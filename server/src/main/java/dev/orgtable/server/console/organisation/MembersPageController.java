package dev.orgtable.server.console.organisation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.organisation.MembersPage.Place;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The members of an organisation, as a grid of members and groups. */
@Controller
final class MembersPageController {

  private static final String MEMBERS = "/console/organisations/{organisation}/members";

  private final Orgtable orgtable;
  private final OrganisationFrame frame;
  private final MembersPage members;
  private final KnownGroups known;
  private final GroupLabels labels;

  MembersPageController(
      Orgtable orgtable,
      OrganisationFrame frame,
      MembersPage members,
      KnownGroups known,
      GroupLabels labels) {
    this.orgtable = orgtable;
    this.frame = frame;
    this.members = members;
    this.known = known;
    this.labels = labels;
  }

  @GetMapping(MEMBERS)
  String members(
      @PathVariable String organisation,
      @RequestParam(defaultValue = "") String group,
      @RequestParam(defaultValue = "") String q,
      PageRequest page,
      Caller caller,
      Model model) {
    Place place = new Place(group, q, page.cursor());
    return members.show(OrganisationId.of(organisation), place, List.of(), caller, model);
  }

  /** Adds a member to a group, which is created if it does not exist. */
  @PostMapping(MEMBERS)
  String putIntoGroup(
      @PathVariable String organisation, @RequestParam Map<String, String> typed, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Place place = Place.of(typed);
    Form form = Form.typed(MembersPage.PUT, typed);
    return visit.submit(
        form,
        () -> {
          EmailAddress member = Input.user(form.value("email"));
          Group into =
              Input.required(
                  "group",
                  form.value("group"),
                  text -> known.in(id).apply(labels.of(id).read(text)));
          try {
            orgtable.memberships().addToGroups(member, id, Set.of(into));
          } catch (MemberNotFound e) {
            form.wrong("email", "No member has this address. Invite the user first.");
            throw e;
          }
          visit.done(member + " is in the group.");
          return place.redirect(id, visit.next());
        },
        () -> members.show(id, place, List.of(form), visit.caller(), visit.model()));
  }

  @PostMapping("/console/organisations/{organisation}/owner")
  String transferOwnership(
      @PathVariable String organisation, @RequestParam Map<String, String> typed, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Place place = Place.of(typed);
    Form form = Form.typed(MembersPage.TRANSFER, typed);
    return visit.submit(
        form,
        () -> {
          EmailAddress from = Input.required("from", form.value("from"), EmailAddress::of);
          EmailAddress to = Input.required("to", form.value("to"), EmailAddress::of);
          if (from.equals(to)) {
            throw new InvalidInput("to", "must be another member");
          }
          if (!form.has(Confirmation.SURE)) {
            return question(id, from, to).with(typed).page(visit.model());
          }
          transfer(id, from, to, form);
          visit.done(to + " is now an owner of the organisation.");
          return frame.owns(visit.caller(), id)
              ? place.redirect(id, visit.next())
              : "redirect:/console/organisations/{organisation}";
        },
        () -> members.show(id, place, List.of(form), visit.caller(), visit.model()));
  }

  private static Confirmation question(OrganisationId id, EmailAddress from, EmailAddress to) {
    return new Confirmation(
        "Transfer ownership to " + to + "?",
        List.of(
            from + " remains a member but is no longer an owner.", "Only an owner can undo this."),
        Links.under(id, "owner"),
        "Transfer ownership",
        Links.under(id, "members"));
  }

  private void transfer(OrganisationId id, EmailAddress from, EmailAddress to, Form form) {
    try {
      orgtable.memberships().transferOwnership(id, from, to);
    } catch (NotOwner e) {
      form.wrong("from", "This member is not an active owner.");
      throw e;
    } catch (MemberSuspended e) {
      form.wrong("to", "This member is suspended. Reactivate the member first.");
      throw e;
    } catch (MemberNotFound e) {
      form.wrong(e.user().equals(from) ? "from" : "to", "No member has this address.");
      throw e;
    }
  }
}
