package dev.orgtable.server.console.organisation;

import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.PageRequest;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The groups of an organisation that have a record. */
@Controller
final class GroupsPageController {

  private static final String GROUPS = "/console/organisations/{organisation}/groups";
  private static final String GROUP = GROUPS + "/{group}";
  private static final String CREATE = "create";
  private static final String DETAILS = "details";
  private static final String RENAME = "rename";

  private final Orgtable orgtable;
  private final OrganisationFrame frame;

  GroupsPageController(Orgtable orgtable, OrganisationFrame frame) {
    this.orgtable = orgtable;
    this.frame = frame;
  }

  @GetMapping(GROUPS)
  String groups(@PathVariable String organisation, PageRequest page, Caller caller, Model model) {
    return show(OrganisationId.of(organisation), page, Form.of(CREATE), caller, model);
  }

  @PostMapping(GROUPS)
  String create(
      @PathVariable String organisation,
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(CREATE, typed);
    return form.submit(
        response,
        () -> {
          GroupName name = Input.required("name", form.value("name"), GroupName::of);
          orgtable.groups().create(id, name, GroupDetails.NONE);
          next.addFlashAttribute("done", "The group was created.");
          return back(id, next);
        },
        () -> show(id, PageRequest.first(50), form, caller, model));
  }

  @GetMapping(GROUP)
  String group(
      @PathVariable String organisation, @PathVariable String group, Caller caller, Model model) {
    return show(
        OrganisationId.of(organisation),
        GroupName.of(group),
        Form.of(DETAILS),
        Form.of(RENAME),
        caller,
        model);
  }

  @PostMapping(GROUP + "/details")
  String change(
      @PathVariable String organisation,
      @PathVariable String group,
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    GroupName name = GroupName.of(group);
    Form form = Form.typed(DETAILS, typed);
    return form.submit(
        response,
        () -> {
          change(orgtable.groups().get(id, name), form);
          next.addFlashAttribute("done", "The group was changed.");
          return back(id, next);
        },
        () -> show(id, name, form, Form.of(RENAME), caller, model));
  }

  private void change(OrganisationGroup present, Form form) {
    if (present.revision() != form.revision()) {
      form.stale(present.revision(), fields(present.details()));
      throw new Stale("group " + present.name());
    }
    Optional<String> external = form.filled("externalId");
    GroupDetails details =
        new GroupDetails(
            form.value("label"),
            form.value("description"),
            external.map(text -> Input.required("externalId", text, ExternalId::of)).orElse(null),
            Input.required("roles", form.value("roles"), GroupsPageController::names));
    orgtable
        .groups()
        .put(
            present.organisation(), present.name(), details, Expected.revision(present.revision()));
  }

  private static List<GroupName> names(String text) {
    return Stream.of(text.split(","))
        .filter(name -> !name.isBlank())
        .map(String::strip)
        .map(GroupName::of)
        .toList();
  }

  private static Map<String, String> fields(GroupDetails details) {
    ExternalId external = details.externalId();
    return Map.of(
        "label", details.label(),
        "description", details.description(),
        "externalId", external == null ? "" : external.value(),
        "roles", details.roles().stream().map(GroupName::value).collect(Collectors.joining(", ")));
  }

  @PostMapping(GROUP + "/name")
  String rename(
      @PathVariable String organisation,
      @PathVariable String group,
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    GroupName name = GroupName.of(group);
    Form form = Form.typed(RENAME, typed);
    return form.submit(
        response,
        () -> {
          GroupName to = Input.required("name", form.value("name"), GroupName::of);
          Optional<JobId> job =
              caller.on(orgtable).groups().rename(id, name, to, Expected.ANYTHING).job();
          next.addFlashAttribute("done", "The group was renamed.");
          return job.map(Links::toJob).orElseGet(() -> back(id, next));
        },
        () -> show(id, name, Form.of(DETAILS), form, caller, model));
  }

  @GetMapping(GROUP + "/delete")
  String beforeDeletion(
      @PathVariable String organisation, @PathVariable String group, Model model) {
    return question(OrganisationId.of(organisation), GroupName.of(group)).page(model);
  }

  private Confirmation question(OrganisationId id, GroupName name) {
    OrganisationGroup group = orgtable.groups().get(id, name);
    return new Confirmation(
        "Delete the group " + group.title() + "?",
        List.of(
            "Every member and invitation is removed from it. This cannot be undone.",
            "The members remain in the organisation."),
        Links.under(id, "groups", name.value(), "delete"),
        "Delete the group",
        Links.under(id, "groups", name.value()));
  }

  @PostMapping(GROUP + "/delete")
  String delete(
      @PathVariable String organisation,
      @PathVariable String group,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    GroupName name = GroupName.of(group);
    Form form = Form.of("delete");
    return form.submit(
        response,
        () -> {
          Optional<JobId> job = caller.on(orgtable).groups().delete(id, name, Expected.ANYTHING);
          next.addFlashAttribute("done", "The group was deleted.");
          return job.map(Links::toJob).orElseGet(() -> back(id, next));
        },
        () -> question(id, name).with(form).page(model));
  }

  private static String back(OrganisationId id, RedirectAttributes next) {
    next.addAttribute("organisation", id.value());
    return "redirect:" + GROUPS;
  }

  private String show(
      OrganisationId id, PageRequest page, Form create, Caller caller, Model model) {
    frame.put(id, "groups", caller, model);
    model.addAttribute("page", orgtable.groups().list(id, page));
    model.addAttribute(CREATE, create);
    return "console/groups";
  }

  private String show(
      OrganisationId id, GroupName name, Form details, Form rename, Caller caller, Model model) {
    frame.put(id, "groups", caller, model);
    OrganisationGroup group = orgtable.groups().get(id, name);
    Form shown = details.with(Form.REVISION, group.revision());
    for (Map.Entry<String, String> field : fields(group.details()).entrySet()) {
      shown = shown.with(field.getKey(), field.getValue());
    }
    model.addAttribute("group", group);
    model.addAttribute(DETAILS, shown);
    model.addAttribute(RENAME, rename.with("name", name.value()));
    return "console/group";
  }
}
