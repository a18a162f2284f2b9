package dev.orgtable.server.console.organisation;

import dev.orgtable.JobId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Outcome;
import dev.orgtable.limit.Seats;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Preview;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.store.OrganisationStore;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The settings of an organisation: its name, its limit of members, suspension and deletion. */
@Controller
final class OrganisationSettingsController {

  private static final String ORGANISATION = "/console/organisations/{organisation}";

  private static final String LIMIT = "limit";

  private final Orgtable orgtable;
  private final OrganisationFrame frame;

  OrganisationSettingsController(Orgtable orgtable, OrganisationFrame frame) {
    this.orgtable = orgtable;
    this.frame = frame;
  }

  @GetMapping(ORGANISATION + "/settings")
  String settings(@PathVariable String organisation, Caller caller, Model model) {
    return show(OrganisationId.of(organisation), Form.of("rename"), Form.of(LIMIT), caller, model);
  }

  @PostMapping(ORGANISATION + "/name")
  String rename(
      @PathVariable String organisation, @RequestParam Map<String, String> typed, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed("rename", typed);
    return visit.submit(
        form,
        () -> {
          Outcome<Organisation> renamed = rename(id, form, visit.caller());
          visit.done("The organisation was renamed.");
          return renamed.job().map(Links::toJob).orElseGet(() -> Links.toSettings(id));
        },
        () -> show(id, form, Form.of(LIMIT), visit.caller(), visit.model()));
  }

  private Outcome<Organisation> rename(OrganisationId id, Form form, Caller caller) {
    Organisation present = orgtable.organisations().get(id);
    if (present.revision() != form.revision()) {
      form.stale(present.revision(), Map.of("name", present.name()));
      throw new Stale("organisation " + id);
    }
    return caller.on(orgtable).organisations().rename(present, form.value("name"));
  }

  @GetMapping(ORGANISATION + "/suspend")
  String beforeSuspension(@PathVariable String organisation, Model model) {
    Organisation present = orgtable.organisations().get(OrganisationId.of(organisation));
    return new Confirmation(
            "Suspend " + present.name() + "?",
            List.of(
                "Access ends immediately for all members, owners included.",
                "Nobody can accept an invitation. Members, groups and services remain.",
                "Operators and API keys can reactivate the organisation."),
            Links.under(present.id(), "suspend"),
            "Suspend the organisation",
            Links.under(present.id(), "settings"))
        .page(model);
  }

  @PostMapping(ORGANISATION + "/suspend")
  String suspend(@PathVariable String organisation, Visit visit) {
    return change(
        OrganisationId.of(organisation),
        "The organisation is suspended.",
        id -> visit.caller().on(orgtable).organisations().suspend(id),
        visit);
  }

  @PostMapping(ORGANISATION + "/reactivate")
  String reactivate(@PathVariable String organisation, Visit visit) {
    return change(
        OrganisationId.of(organisation),
        "The organisation is active.",
        id -> visit.caller().on(orgtable).organisations().reactivate(id),
        visit);
  }

  private String change(
      OrganisationId id,
      String done,
      Function<OrganisationId, Outcome<Organisation>> act,
      Visit visit) {
    return visit.submit(
        Form.of("suspension"),
        () -> {
          Outcome<Organisation> changed = act.apply(id);
          visit.done(done);
          return changed.job().map(Links::toJob).orElseGet(() -> Links.toSettings(id));
        },
        () -> show(id, Form.of("rename"), Form.of(LIMIT), visit.caller(), visit.model()));
  }

  @PostMapping(ORGANISATION + "/limit")
  String limit(
      @PathVariable String organisation, @RequestParam Map<String, String> typed, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(LIMIT, typed);
    return visit.submit(
        form,
        () -> {
          limit(
              visit.caller().on(orgtable).organisations(),
              id,
              form.limit(LIMIT, Seats.HIGHEST_LIMIT));
          visit.done("The limit was saved.");
          return Links.toSettings(id);
        },
        () -> show(id, Form.of("rename"), form, visit.caller(), visit.model()));
  }

  private static void limit(OrganisationStore organisations, OrganisationId id, OptionalLong most) {
    if (most.isPresent()) {
      organisations.limitSeats(id, most.getAsLong());
    } else {
      organisations.removeSeatLimit(id);
    }
  }

  @GetMapping(ORGANISATION + "/delete")
  String beforeDeletion(@PathVariable String organisation, Model model) {
    return preview(OrganisationId.of(organisation), Form.of("delete"), model);
  }

  @PostMapping(ORGANISATION + "/delete")
  String delete(@PathVariable String organisation, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.of("delete");
    return visit.submit(
        form,
        () -> {
          Optional<JobId> job = visit.caller().on(orgtable).organisations().delete(id);
          visit.done("The organisation was deleted.");
          return job.map(Links::toJob).orElseGet(() -> Links.toStart(visit.caller()));
        },
        () -> preview(id, form, visit.model()));
  }

  private String preview(OrganisationId id, Form form, Model model) {
    model.addAttribute("organisation", orgtable.organisations().get(id));
    model.addAttribute("members", Preview.count(page -> orgtable.memberships().list(id, page)));
    model.addAttribute("invitations", Preview.count(page -> orgtable.invitations().list(id, page)));
    model.addAttribute("services", Preview.count(page -> orgtable.services().list(id, page)));
    model.addAttribute("form", form);
    return "console/organisation-delete";
  }

  private String show(OrganisationId id, Form rename, Form limit, Caller caller, Model model) {
    Organisation organisation = frame.put(id, "settings", caller, model);
    model.addAttribute(
        "rename",
        rename.with("name", organisation.name()).with(Form.REVISION, organisation.revision()));
    OptionalLong most = frame.seats(model).limit();
    model.addAttribute(
        LIMIT, limit.with(LIMIT, most.isPresent() ? Long.toString(most.getAsLong()) : ""));
    return "console/organisation-settings";
  }
}
