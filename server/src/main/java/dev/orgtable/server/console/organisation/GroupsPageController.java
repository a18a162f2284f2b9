package dev.orgtable.server.console.organisation;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.group.OrganisationGroups;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
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

  /** The field of boxes for the roles that a group stands for. */
  private static final String ROLE = "role";

  /** The field in which they are typed if the application has none. */
  private static final String ROLES = "roles";

  private final Orgtable orgtable;
  private final OrganisationFrame frame;
  private final GroupLabels labels;

  GroupsPageController(Orgtable orgtable, OrganisationFrame frame, GroupLabels labels) {
    this.orgtable = orgtable;
    this.frame = frame;
    this.labels = labels;
  }

  @GetMapping(GROUPS)
  String groups(@PathVariable String organisation, PageRequest page, Caller caller, Model model) {
    return show(OrganisationId.of(organisation), page, Form.of(CREATE), caller, model);
  }

  @PostMapping(GROUPS)
  String create(
      @PathVariable String organisation, @RequestParam Map<String, String> typed, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(CREATE, typed);
    return visit.submit(
        form,
        () -> {
          GroupName name = Input.required("name", form.value("name"), GroupName::of);
          orgtable.groups().create(id, name, GroupDetails.NONE);
          visit.done("The group was created.");
          return back(id, visit.next());
        },
        () -> show(id, PageRequest.first(50), form, visit.caller(), visit.model()));
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
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    GroupName name = GroupName.of(group);
    Form form = Form.typed(DETAILS, typed);
    return visit.submit(
        form,
        () -> {
          change(orgtable.groups().get(id, name), form);
          visit.done("The group was changed.");
          return back(id, visit.next());
        },
        () -> show(id, name, form, Form.of(RENAME), visit.caller(), visit.model()));
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
            Input.required(ROLES, form.value(ROLES), text -> roles(form.values(ROLE), text)));
    orgtable
        .groups()
        .put(
            present.organisation(), present.name(), details, Expected.revision(present.revision()));
  }

  /** Returns the roles whose boxes are ticked, and those that are typed. */
  private static List<GroupName> roles(List<String> ticked, String typed) {
    return Stream.concat(ticked.stream(), Stream.of(typed.split(",")).map(String::strip))
        .filter(name -> !name.isBlank())
        .map(GroupName::of)
        .toList();
  }

  private static Map<String, String> fields(GroupDetails details) {
    ExternalId external = details.externalId();
    return Map.of(
        "label",
        details.label(),
        "description",
        details.description(),
        "externalId",
        external == null ? "" : external.value(),
        ROLES,
        details.roles().stream().map(GroupName::value).collect(Collectors.joining(", ")));
  }

  @PostMapping(GROUP + "/name")
  String rename(
      @PathVariable String organisation,
      @PathVariable String group,
      @RequestParam Map<String, String> typed,
      Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    GroupName name = GroupName.of(group);
    Form form = Form.typed(RENAME, typed);
    return visit.submit(
        form,
        () -> {
          GroupName to = Input.required("name", form.value("name"), GroupName::of);
          Optional<JobId> job =
              visit.caller().on(orgtable).groups().rename(id, name, to, Expected.ANYTHING).job();
          visit.done("The group was renamed.");
          return job.map(Links::toJob).orElseGet(() -> back(id, visit.next()));
        },
        () -> show(id, name, Form.of(DETAILS), form, visit.caller(), visit.model()));
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
  String delete(@PathVariable String organisation, @PathVariable String group, Visit visit) {
    OrganisationId id = OrganisationId.of(organisation);
    GroupName name = GroupName.of(group);
    Form form = Form.of("delete");
    return visit.submit(
        form,
        () -> {
          Optional<JobId> job =
              visit.caller().on(orgtable).groups().delete(id, name, Expected.ANYTHING);
          visit.done("The group was deleted.");
          return job.map(Links::toJob).orElseGet(() -> back(id, visit.next()));
        },
        () -> question(id, name).with(form).page(visit.model()));
  }

  private static String back(OrganisationId id, RedirectAttributes next) {
    next.addAttribute("organisation", id.value());
    return "redirect:" + GROUPS;
  }

  private String show(
      OrganisationId id, PageRequest page, Form create, Caller caller, Model model) {
    frame.put(id, "groups", caller, model);
    Page<OrganisationGroup> groups = orgtable.groups().list(id, page);
    model.addAttribute("page", groups);
    OrganisationGroups names = labels.of(id);
    model.addAttribute(
        "roles",
        groups.items().stream()
            .collect(Collectors.toMap(OrganisationGroup::name, each -> standsFor(each, names))));
    model.addAttribute(CREATE, create);
    return "console/groups";
  }

  private static List<GroupField> standsFor(OrganisationGroup group, OrganisationGroups names) {
    return names.sorted(Set.copyOf(asGroups(group.details().roles())));
  }

  private static List<Group> asGroups(List<GroupName> names) {
    return names.stream().<Group>map(Group.OfOrganisation::new).toList();
  }

  private String show(
      OrganisationId id, GroupName name, Form details, Form rename, Caller caller, Model model) {
    frame.put(id, "groups", caller, model);
    OrganisationGroup group = orgtable.groups().get(id, name);
    OrganisationGroups names = labels.of(id);
    model.addAttribute("free", names.isFree());
    model.addAttribute("choices", names.roles(group.details().roles()));
    model.addAttribute(
        "ticks",
        details.isRefused()
            ? details.values(ROLE).stream().map(Group::of).toList()
            : asGroups(group.details().roles()));
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
