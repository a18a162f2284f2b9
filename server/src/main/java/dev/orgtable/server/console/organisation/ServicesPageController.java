package dev.orgtable.server.console.organisation;

import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.PageRequest;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The services of an organisation. */
@Controller
final class ServicesPageController {

  private static final String SERVICES = "/console/organisations/{organisation}/services";
  private static final String SERVICE = SERVICES + "/{service}";
  private static final String CREATE = "create";
  private static final String RENAME = "rename";

  private final Orgtable orgtable;
  private final OrganisationFrame frame;

  ServicesPageController(Orgtable orgtable, OrganisationFrame frame) {
    this.orgtable = orgtable;
    this.frame = frame;
  }

  @GetMapping(SERVICES)
  String services(@PathVariable String organisation, PageRequest page, Caller caller, Model model) {
    return show(OrganisationId.of(organisation), page, Form.of(CREATE), caller, model);
  }

  @PostMapping(SERVICES)
  String create(
      @PathVariable String organisation, @RequestParam Map<String, String> typed, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(CREATE, typed);
    return visit.submit(
        form,
        () -> {
          orgtable.services().create(id, form.value("name"));
          visit.done("The service was created.");
          return back(id, visit.next());
        },
        () -> show(id, PageRequest.first(50), form, visit.caller(), visit.model()));
  }

  @GetMapping(SERVICE)
  String service(
      @PathVariable String organisation, @PathVariable String service, Caller caller, Model model) {
    return show(
        OrganisationId.of(organisation), ServiceId.of(service), Form.of(RENAME), caller, model);
  }

  @PostMapping(SERVICE + "/name")
  String rename(
      @PathVariable String organisation,
      @PathVariable String service,
      @RequestParam Map<String, String> typed,
      Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    ServiceId which = ServiceId.of(service);
    Form form = Form.typed(RENAME, typed);
    return visit.submit(
        form,
        () -> {
          rename(orgtable.services().get(id, which), form);
          visit.done("The service was renamed.");
          return back(id, visit.next());
        },
        () -> show(id, which, form, visit.caller(), visit.model()));
  }

  private void rename(Service present, Form form) {
    if (present.revision() != form.revision()) {
      form.stale(present.revision(), Map.of("name", present.name()));
      throw new Stale("service " + present.id());
    }
    orgtable
        .services()
        .update(
            new Service(
                present.organisation(), present.id(), form.value("name"), present.revision()));
  }

  @GetMapping(SERVICE + "/delete")
  String beforeDeletion(
      @PathVariable String organisation, @PathVariable String service, Model model) {
    return question(OrganisationId.of(organisation), ServiceId.of(service)).page(model);
  }

  private Confirmation question(OrganisationId id, ServiceId which) {
    Service service = orgtable.services().get(id, which);
    return new Confirmation(
        "Delete the service " + service.name() + "?",
        List.of(
            "Its groups are removed from every member and invitation. This cannot be undone.",
            "The members remain in the organisation."),
        Links.under(id, "services", which.value(), "delete"),
        "Delete the service",
        Links.under(id, "services", which.value()));
  }

  @PostMapping(SERVICE + "/delete")
  String delete(@PathVariable String organisation, @PathVariable String service, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    ServiceId which = ServiceId.of(service);
    Form form = Form.of("delete");
    return visit.submit(
        form,
        () -> {
          Optional<JobId> job = visit.caller().on(orgtable).services().delete(id, which);
          visit.done("The service and its groups were deleted.");
          return job.map(Links::toJob).orElseGet(() -> back(id, visit.next()));
        },
        () -> question(id, which).with(form).page(visit.model()));
  }

  private static String back(OrganisationId id, RedirectAttributes next) {
    next.addAttribute("organisation", id.value());
    return "redirect:" + SERVICES;
  }

  private String show(
      OrganisationId id, PageRequest page, Form create, Caller caller, Model model) {
    frame.put(id, "services", caller, model);
    model.addAttribute("page", orgtable.services().list(id, page));
    model.addAttribute(CREATE, create);
    return "console/services";
  }

  private String show(OrganisationId id, ServiceId which, Form rename, Caller caller, Model model) {
    frame.put(id, "services", caller, model);
    Service service = orgtable.services().get(id, which);
    model.addAttribute("service", service);
    model.addAttribute(
        RENAME, rename.with("name", service.name()).with(Form.REVISION, service.revision()));
    return "console/service";
  }
}
