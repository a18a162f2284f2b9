package dev.orgtable.server.console.organisation;

import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.UserId;
import dev.orgtable.server.console.Form;
import dev.orgtable.server.security.Caller;
import dev.orgtable.server.web.Input;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The members of one organisation, as a grid of members and groups. */
@Controller
final class MembersPageController {

  private static final String MEMBERS = "/console/organisations/{organisation}/members";
  private static final String MEMBER = MEMBERS + "/{email}";
  private static final String BACK = "redirect:" + MEMBERS;
  private static final String PUT = "put";
  private static final String TRANSFER = "transfer";
  private static final int ROWS = 25;

  private final Orgtable orgtable;
  private final OrganisationFrame frame;

  MembersPageController(Orgtable orgtable, OrganisationFrame frame) {
    this.orgtable = orgtable;
    this.frame = frame;
  }

  @GetMapping(MEMBERS)
  String members(
      @PathVariable String organisation,
      @RequestParam(defaultValue = "") String group,
      PageRequest page,
      Caller caller,
      Model model) {
    Form filter = Form.of("filter").with("group", group);
    PageRequest rows = new PageRequest(ROWS, page.cursor());
    return show(OrganisationId.of(organisation), filter, rows, List.of(), caller, model);
  }

  /** Only what was changed in the row is changed: what another person does meanwhile stays. */
  @PostMapping(MEMBER + "/groups")
  String changeGroups(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestParam MultiValueMap<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    UserId member = UserId.of(email);
    Form form = Form.of("row");
    return form.submit(
        response,
        () -> {
          Set<Group> before = groups(typed, "had");
          Set<Group> after = groups(typed, "has");
          Set<Group> add = new HashSet<>(after);
          add.removeAll(before);
          before.removeAll(after);
          if (!add.isEmpty() || !before.isEmpty()) {
            orgtable.memberships().changeGroups(member, id, add, before);
          }
          next.addFlashAttribute("done", "The groups of " + member + " were saved.");
          return back(id, next);
        },
        () -> again(id, List.of(form), caller, model));
  }

  private static Set<Group> groups(MultiValueMap<String, String> typed, String field) {
    return typed.getOrDefault(field, List.of()).stream()
        .filter(each -> !each.isEmpty())
        .map(GroupField::read)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Puts a member into a group that may be new. */
  @PostMapping(MEMBERS)
  String putIntoGroup(
      @PathVariable String organisation,
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(PUT, typed);
    return form.submit(
        response,
        () -> {
          UserId member = Input.required("email", form.value("email"), UserId::of);
          Set<Group> into = Set.of(Input.required("group", form.value("group"), GroupField::read));
          try {
            orgtable.memberships().addToGroups(member, id, into);
          } catch (MemberNotFound e) {
            form.wrong("email", "No member has this address. Invite first.");
            throw e;
          }
          next.addFlashAttribute("done", member + " is in the group.");
          return back(id, next);
        },
        () -> again(id, List.of(form), caller, model));
  }

  @PostMapping(MEMBER + "/remove")
  String remove(
      @PathVariable String organisation,
      @PathVariable String email,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.of("row");
    return form.submit(
        response,
        () -> {
          UserId member = UserId.of(email);
          orgtable.memberships().remove(member, id);
          next.addFlashAttribute("done", member + " is no member any more.");
          return caller.person().filter(member::equals).isPresent()
              ? "redirect:/console/me"
              : back(id, next);
        },
        () -> again(id, List.of(form), caller, model));
  }

  @PostMapping("/console/organisations/{organisation}/owner")
  String transferOwnership(
      @PathVariable String organisation,
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    Form form = Form.typed(TRANSFER, typed);
    return form.submit(
        response,
        () -> {
          UserId from = Input.required("from", form.value("from"), UserId::of);
          UserId to = Input.required("to", form.value("to"), UserId::of);
          transfer(id, from, to, form);
          next.addFlashAttribute("done", to + " owns the organisation now.");
          return frame.owns(caller, id)
              ? back(id, next)
              : "redirect:/console/organisations/{organisation}";
        },
        () -> again(id, List.of(form), caller, model));
  }

  private void transfer(OrganisationId id, UserId from, UserId to, Form form) {
    try {
      orgtable.memberships().transferOwnership(id, from, to);
    } catch (NotOwner e) {
      form.wrong("from", "This member is no owner.");
      throw e;
    } catch (MemberNotFound e) {
      form.wrong(e.user().equals(from) ? "from" : "to", "No member has this address.");
      throw e;
    }
  }

  private static String back(OrganisationId id, RedirectAttributes next) {
    next.addAttribute("organisation", id.value());
    return BACK;
  }

  private String again(OrganisationId id, List<Form> forms, Caller caller, Model model) {
    return show(id, Form.of("filter"), PageRequest.first(ROWS), forms, caller, model);
  }

  private String show(
      OrganisationId id,
      Form filter,
      PageRequest rows,
      List<Form> typed,
      Caller caller,
      Model model) {
    frame.put(id, "members", caller, model);
    Page<Member> page = list(id, filter, rows);
    Set<Group> columns = new HashSet<>(Set.of(Group.OWNER));
    page.items().forEach(member -> columns.addAll(member.groups()));
    model.addAttribute("page", page);
    model.addAttribute("columns", GroupField.sorted(columns));
    model.addAttribute("filter", filter);
    model.addAttribute("row", form("row", typed));
    model.addAttribute(PUT, form(PUT, typed));
    model.addAttribute(
        TRANSFER,
        form(TRANSFER, typed).with("from", caller.person().map(UserId::email).orElse("")));
    return "console/members";
  }

  private static Form form(String id, List<Form> typed) {
    Optional<Form> sent = typed.stream().filter(each -> each.id().equals(id)).findFirst();
    return sent.orElseGet(() -> Form.of(id));
  }

  private Page<Member> list(OrganisationId id, Form filter, PageRequest rows) {
    Optional<String> group = filter.filled("group");
    if (group.isEmpty()) {
      return orgtable.memberships().list(id, rows);
    }
    try {
      return orgtable.memberships().list(id, GroupField.read(group.get()), rows);
    } catch (InvalidInput e) {
      filter.wrong("group", "There is no group of such a name: " + e.getMessage());
      return new Page<>(List.of(), Optional.empty());
    }
  }
}
