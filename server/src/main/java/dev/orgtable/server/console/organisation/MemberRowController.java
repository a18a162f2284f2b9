package dev.orgtable.server.console.organisation;

import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.UserId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.organisation.MembersPage.Place;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Partial;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
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

/** One row of the grid of members: scripts get it alone, so that the others stay as they are. */
@Controller
final class MemberRowController {

  private static final String MEMBER = "/console/organisations/{organisation}/members/{email}";
  private static final String ROW = "console/member-row :: answer";

  private final Orgtable orgtable;
  private final MembersPage page;

  MemberRowController(Orgtable orgtable, MembersPage page) {
    this.orgtable = orgtable;
    this.page = page;
  }

  /** Only what was changed in the row is changed: what another person does meanwhile stays. */
  @PostMapping(MEMBER + "/groups")
  String changeGroups(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestParam MultiValueMap<String, String> typed,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    UserId member = UserId.of(email);
    boolean alone = Partial.isRow(request, model);
    Place place = Place.of(typed.toSingleValueMap());
    Form form = Form.of("row");
    return form.submit(
        response,
        () -> {
          change(id, member, typed);
          String done = "The groups of " + member + " were saved.";
          next.addFlashAttribute("done", done);
          return alone ? row(id, member, typed, done, "", model) : place.redirect(id, next);
        },
        () ->
            alone
                ? row(id, member, typed, "", form.error(), model)
                : page.show(id, place, List.of(form), caller, model));
  }

  private void change(OrganisationId id, UserId member, MultiValueMap<String, String> typed) {
    Set<Group> before = groups(typed, "had");
    Set<Group> after = groups(typed, "has");
    Set<Group> add = new HashSet<>(after);
    add.removeAll(before);
    before.removeAll(after);
    if (!add.isEmpty() || !before.isEmpty()) {
      orgtable.memberships().changeGroups(member, id, add, before);
    }
  }

  private static Set<Group> groups(MultiValueMap<String, String> typed, String field) {
    return typed.getOrDefault(field, List.of()).stream()
        .filter(each -> !each.isEmpty())
        .map(GroupField::read)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What was ticked and refused stays ticked; what is ticked else is what stands. */
  private String row(
      OrganisationId id,
      UserId user,
      MultiValueMap<String, String> typed,
      String done,
      String refusal,
      Model model) {
    Optional<Member> member = find(id, user);
    Set<Group> ticks =
        refusal.isEmpty() ? member.map(Member::groups).orElse(Set.of()) : groups(typed, "has");
    model.addAttribute("o", id.value());
    model.addAttribute("email", user.email());
    model.addAttribute("member", member.orElse(null));
    model.addAttribute("columns", GroupField.sorted(groups(typed, "column")));
    model.addAttribute("place", Place.of(typed.toSingleValueMap()));
    model.addAttribute("ticks", ticks);
    model.addAttribute("said", done);
    model.addAttribute("refusal", refusal);
    return ROW;
  }

  private Optional<Member> find(OrganisationId id, UserId user) {
    try {
      return Optional.of(orgtable.memberships().get(user, id));
    } catch (MemberNotFound e) {
      return Optional.empty();
    }
  }

  @GetMapping(MEMBER + "/remove")
  String beforeRemoval(@PathVariable String organisation, @PathVariable String email, Model model) {
    return question(OrganisationId.of(organisation), UserId.of(email)).page(model);
  }

  private Confirmation question(OrganisationId id, UserId user) {
    Member member = orgtable.memberships().get(user, id);
    String groups =
        GroupField.sorted(member.groups()).stream()
            .map(GroupField::spoken)
            .collect(Collectors.joining(", "));
    return new Confirmation(
        "Remove " + user + "?",
        List.of(
            "The membership ends, at once and for good.",
            groups.isEmpty()
                ? "The member is in no group."
                : "Its groups go with it: " + groups + ".",
            "The user stays, and can be invited again."),
        Links.under(id, "members", user.email(), "remove"),
        "Remove the member",
        Links.under(id, "members"));
  }

  @PostMapping(MEMBER + "/remove")
  String remove(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestParam MultiValueMap<String, String> typed,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    OrganisationId id = OrganisationId.of(organisation);
    UserId member = UserId.of(email);
    boolean self = caller.person().filter(member::equals).isPresent();
    boolean alone = Partial.isRow(request, model);
    Place place = Place.of(typed.toSingleValueMap());
    Form form = Form.of("row");
    return form.submit(
        response,
        () -> {
          orgtable.memberships().remove(member, id);
          String done = member + " is no member any more.";
          next.addFlashAttribute("done", done);
          if (alone && self) {
            response.setHeader("HX-Redirect", "/console/me");
          }
          return alone
              ? row(id, member, typed, done, "", model)
              : self ? "redirect:/console/me" : place.redirect(id, next);
        },
        () ->
            alone
                ? row(id, member, typed, "", form.error(), model)
                : page.show(id, place, List.of(form), caller, model));
  }
}
