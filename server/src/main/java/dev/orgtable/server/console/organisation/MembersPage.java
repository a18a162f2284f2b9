package dev.orgtable.server.console.organisation;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.group.GroupSection;
import dev.orgtable.server.console.group.OrganisationGroups;
import dev.orgtable.server.console.page.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of an organisation's members. */
@Component
final class MembersPage {

  static final String PUT = "put";
  static final String TRANSFER = "transfer";
  private static final String GROUP = "group";
  private static final String SEARCH = "q";

  private final OrganisationFrame frame;
  private final MemberSearch search;
  private final GroupLabels labels;

  MembersPage(OrganisationFrame frame, MemberSearch search, GroupLabels labels) {
    this.frame = frame;
    this.search = search;
    this.labels = labels;
  }

  /**
   * Returns the page.
   *
   * @param typed the refused forms, to be shown with their input
   */
  String show(OrganisationId id, Place place, List<Form> typed, Caller caller, Model model) {
    Form filter = Form.of("filter").with(GROUP, place.group()).with(SEARCH, place.search());
    frame.put(id, "members", caller, model);
    OrganisationGroups groups = labels.of(id);
    Page<Member> page = list(id, filter, place.cursor(), groups);
    List<GroupField> columns = columns(page, groups);
    model.addAttribute(
        "rows", page.items().stream().map(member -> MemberRow.of(member, groups)).toList());
    model.addAttribute("next", page.next().map(Cursor::value).orElse(""));
    model.addAttribute("place", place);
    model.addAttribute("columns", columns);
    model.addAttribute("sections", GroupSection.of(columns));
    model.addAttribute("open", false);
    model.addAttribute("free", groups.isFree());
    model.addAttribute("filter", filter);
    model.addAttribute("refused", form("row", typed));
    model.addAttribute(PUT, form(PUT, typed));
    model.addAttribute(
        TRANSFER,
        form(TRANSFER, typed).with("from", caller.person().map(EmailAddress::value).orElse("")));
    return "console/members";
  }

  /** Returns the groups to pick from, and those that a member on the page is in. */
  private static List<GroupField> columns(Page<Member> page, OrganisationGroups groups) {
    Set<GroupField> columns = new TreeSet<>(groups.choices());
    page.items().stream()
        .flatMap(member -> member.groups().stream())
        .distinct()
        .map(groups::field)
        .forEach(columns::add);
    return List.copyOf(columns);
  }

  private static Form form(String id, List<Form> typed) {
    Optional<Form> sent = typed.stream().filter(each -> each.id().equals(id)).findFirst();
    return sent.orElseGet(() -> Form.of(id));
  }

  private Page<Member> list(
      OrganisationId id, Form filter, Optional<Cursor> cursor, OrganisationGroups groups) {
    Optional<String> group = filter.filled(GROUP);
    Optional<String> text = filter.filled(SEARCH);
    if (group.isEmpty() && text.isEmpty()) {
      return search.all(id, cursor);
    }
    try {
      return search.find(id, text.orElse(""), group.map(groups::read), cursor);
    } catch (InvalidInput e) {
      filter.wrong(GROUP, "There is no group with that name: " + e.getMessage());
      return new Page<>(List.of(), Optional.empty());
    }
  }

  /**
   * The rows that are shown; every form of the page redirects back to them.
   *
   * @param group the group filter; empty for none
   * @param search a part of a name or an address; empty for none
   * @param cursor the start of the page of rows
   */
  record Place(String group, String search, Optional<Cursor> cursor) {

    private static final String AT_GROUP = "at-group";
    private static final String AT_SEARCH = "at-q";
    private static final String AT_CURSOR = "at-cursor";

    static Place of(Map<String, String> typed) {
      return new Place(
          typed.getOrDefault(AT_GROUP, ""),
          typed.getOrDefault(AT_SEARCH, ""),
          Optional.of(typed.getOrDefault(AT_CURSOR, ""))
              .filter(text -> !text.isEmpty())
              .map(Cursor::new));
    }

    /** Returns a redirect to these rows. */
    String redirect(OrganisationId id, RedirectAttributes next) {
      next.addAttribute("organisation", id.value());
      if (!group.isEmpty()) {
        next.addAttribute(GROUP, group);
      }
      if (!search.isEmpty()) {
        next.addAttribute(SEARCH, search);
      }
      cursor.ifPresent(place -> next.addAttribute("cursor", place.value()));
      return "redirect:/console/organisations/{organisation}/members";
    }

    /** Returns the place as hidden form fields. */
    public Map<String, String> fields() {
      return Map.of(
          AT_GROUP, group, AT_SEARCH, search, AT_CURSOR, cursor.map(Cursor::value).orElse(""));
    }
  }
}
