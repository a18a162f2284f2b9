package dev.orgtable.server.console.organisation;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.store.Orgtable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of an organisation's members. */
@Component
final class MembersPage {

  static final String PUT = "put";
  static final String TRANSFER = "transfer";
  private static final int ROWS = 25;

  private static final String ANY_GROUP =
      "staff, or billing/readers for a group of the service billing; a new name creates a column";

  private static final String ANY_ROLE =
      "the name of a role, or billing/readers for one of the service billing";

  /** The most roles that have a column though nobody on the page is in the group. */
  private static final int MOST_CHOICES = 20;

  private final Orgtable orgtable;
  private final OrganisationFrame frame;
  private final KnownGroups known;

  MembersPage(Orgtable orgtable, OrganisationFrame frame, KnownGroups known) {
    this.orgtable = orgtable;
    this.frame = frame;
    this.known = known;
  }

  /**
   * Returns the page.
   *
   * @param typed the refused forms, to be shown with their input
   */
  String show(OrganisationId id, Place place, List<Form> typed, Caller caller, Model model) {
    Form filter = Form.of("filter").with("group", place.group());
    PageRequest rows = new PageRequest(ROWS, place.cursor());
    frame.put(id, "members", caller, model);
    Page<Member> page = list(id, filter, rows);
    Set<Group> columns = new HashSet<>(Set.of(Group.OWNER));
    page.items().forEach(member -> columns.addAll(member.groups()));
    model.addAttribute("page", page);
    model.addAttribute("place", place);
    List<GroupField> choices = GroupField.choices(known);
    choices.stream().limit(MOST_CHOICES).map(GroupField::group).forEach(columns::add);
    model.addAttribute("columns", GroupField.sorted(columns, known));
    model.addAttribute("choices", choices);
    model.addAttribute("own", GroupField.own(known, id));
    model.addAttribute("hint", choices.isEmpty() ? ANY_GROUP : ANY_ROLE);
    model.addAttribute("filter", filter);
    model.addAttribute("row", form("row", typed));
    model.addAttribute(PUT, form(PUT, typed));
    model.addAttribute(
        TRANSFER,
        form(TRANSFER, typed).with("from", caller.person().map(EmailAddress::value).orElse("")));
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
      filter.wrong("group", "There is no group with that name: " + e.getMessage());
      return new Page<>(List.of(), Optional.empty());
    }
  }

  /**
   * The rows that are shown; every form of the page redirects back to them.
   *
   * @param group the group filter; empty for none
   * @param cursor the start of the page of rows
   */
  record Place(String group, Optional<Cursor> cursor) {

    private static final String GROUP = "at-group";
    private static final String CURSOR = "at-cursor";

    static Place of(Map<String, String> typed) {
      return new Place(
          typed.getOrDefault(GROUP, ""),
          Optional.of(typed.getOrDefault(CURSOR, ""))
              .filter(text -> !text.isEmpty())
              .map(Cursor::new));
    }

    /** Returns a redirect to these rows. */
    String redirect(OrganisationId id, RedirectAttributes next) {
      next.addAttribute("organisation", id.value());
      if (!group.isEmpty()) {
        next.addAttribute("group", group);
      }
      cursor.ifPresent(place -> next.addAttribute("cursor", place.value()));
      return "redirect:/console/organisations/{organisation}/members";
    }

    /** Returns the place as hidden form fields. */
    public Map<String, String> fields() {
      return Map.of(GROUP, group, CURSOR, cursor.map(Cursor::value).orElse(""));
    }
  }
}
